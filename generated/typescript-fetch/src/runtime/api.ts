/** The base of the generated API classes. */

import type { ConfigurationBase } from './configuration.js';
import type { Middleware } from './middleware.js';

/** Operations that belong together, called with one configuration. */
export class BaseApi {
  /** The settings of the calls. */
  readonly configuration: ConfigurationBase;

  constructor(configuration: ConfigurationBase) {
    this.configuration = configuration;
  }

  /** The same operations with further middleware. */
  withMiddleware<T extends BaseApi>(this: T, ...middleware: Middleware[]): T {
    const { configuration } = this;
    const all = [...configuration.middleware, ...middleware];
    const next: T = Object.create(Object.getPrototypeOf(this) as object) as T;
    return Object.assign(next, this, { configuration: configuration.with({ middleware: all }) });
  }

  /** The same operations with a hook before each attempt. */
  withPreMiddleware<T extends BaseApi>(this: T, ...hooks: NonNullable<Middleware['pre']>[]): T {
    return this.withMiddleware<T>(...hooks.map((pre) => ({ pre })));
  }

  /** The same operations with a hook after each response. */
  withPostMiddleware<T extends BaseApi>(this: T, ...hooks: NonNullable<Middleware['post']>[]): T {
    return this.withMiddleware<T>(...hooks.map((post) => ({ post })));
  }
}
