/** What the platforms differ in, beside `fetch`. */

import { RequestError } from './errors.js';

/** The dispatcher of Node's `fetch`, as far as it is used here. */
interface Dispatcher {
  close(): Promise<void>;
  destroy(): Promise<void>;
}

type AgentClass = new (options: {
  connect: { timeout: number };
  headersTimeout: number;
  bodyTimeout: number;
}) => Dispatcher;

/** Where Node keeps its default dispatcher: the newer name first. */
const DISPATCHERS = [
  /* @__PURE__ */ Symbol.for('undici.globalDispatcher.2'),
  /* @__PURE__ */ Symbol.for('undici.globalDispatcher.1'),
];

interface Globals {
  process?: { versions?: Record<string, string | undefined> };
  Deno?: { version?: { deno?: string } };
  Bun?: { version?: string };
}

/** The name and version of the platform for the user agent, undefined in a browser. */
export function platformName(): string | undefined {
  const { process, Deno, Bun } = globalThis as Globals;
  if (Deno?.version?.deno !== undefined) {
    return `deno/${Deno.version.deno}`;
  }
  if (Bun?.version !== undefined) {
    return `bun/${Bun.version}`;
  }
  const node = process?.versions?.['node'];
  return node === undefined ? undefined : `node/${node}`;
}

/**
 * Connections of one client on Node.
 *
 * `fetch` has no timeout for connecting, and Node's own ends every call that is silent for five
 * minutes. Both are settings of the dispatcher behind it, whose class Node gives no public name:
 * it is taken from the default dispatcher. Where a program has set a dispatcher of its own (a
 * proxy, say), that one is used, and on other platforms the connections are those of the
 * platform.
 */
export class Connections {
  readonly #agents = new Map<number, Dispatcher>();
  #closed = false;

  /** What to add to the options of `fetch`. */
  options(connectTimeout: number | null): { dispatcher?: unknown } {
    if (this.#closed) {
      throw new RequestError('the client is closed');
    }
    const timeout = connectTimeout ?? 0;
    const held = this.#agents.get(timeout);
    if (held !== undefined) {
      return { dispatcher: held };
    }
    const agent = newAgent(timeout);
    if (agent === undefined) {
      return {};
    }
    this.#agents.set(timeout, agent);
    return { dispatcher: agent };
  }

  /** Close what is open; calls that are under way end. */
  async close(): Promise<void> {
    this.#closed = true;
    const agents = [...this.#agents.values()];
    this.#agents.clear();
    await Promise.all(agents.map((agent) => agent.destroy()));
  }
}

function newAgent(timeout: number): Dispatcher | undefined {
  const platform = platformName();
  if (platform?.startsWith('node/') !== true) {
    return undefined;
  }
  try {
    // The dispatchers are made when `fetch` is first touched.
    void new Request('http://localhost');
    const found = DISPATCHERS.map((name) => Reflect.get(globalThis, name) as object | undefined);
    const there = found.filter((each) => each !== undefined);
    const [first] = there;
    if (first === undefined || !there.every(isDefault)) {
      return undefined;
    }
    const agent = first.constructor as AgentClass;
    return new agent({ connect: { timeout }, headersTimeout: 0, bodyTimeout: 0 });
  } catch {
    return undefined;
  }
}

/** Whether nobody has set a dispatcher: it is an agent with the options that a new one has. */
function isDefault(dispatcher: object): boolean {
  if (dispatcher.constructor.name !== 'Agent') {
    return false;
  }
  const fresh = new (dispatcher.constructor as new () => Dispatcher)();
  const [given, usual] = [optionsOf(dispatcher), optionsOf(fresh)];
  fresh.destroy().catch(() => undefined);
  return (
    given !== undefined &&
    usual !== undefined &&
    Object.entries({ ...usual, ...given }).every(([name]) => given[name] === usual[name])
  );
}

function optionsOf(dispatcher: object): Record<string, unknown> | undefined {
  const symbol = Object.getOwnPropertySymbols(dispatcher).find(
    (each) => each.description === 'options',
  );
  return symbol === undefined
    ? undefined
    : (Reflect.get(dispatcher, symbol) as Record<string, unknown>);
}
