import {
  ConfigurationBase,
  type ApiFacts,
  type ConfigurationParameters,
} from './runtime/configuration.js';
import { oauth2 } from './runtime/oauth.js';
import { apiKey, basic, bearer } from './runtime/schemes.js';

const facts: ApiFacts = {
  package: 'openapi-sample',
  version: '1.0.0',
  servers: [
    { url: 'https://api.example.com/v1' },
    {
      url: 'https://{region}.example.com',
      variables: [{ name: 'region', default: 'eu', values: ['eu', 'us'] }],
    },
  ],
  schemes: [
    bearer('ApiKeyAuth'),
    basic('Login'),
    apiKey('HeaderKey', 'header', 'X-Key'),
    apiKey('QueryKey', 'query', 'key'),
    apiKey('CookieKey', 'cookie', 'session'),
    oauth2('OAuth', '/token'),
  ],
};

/** What a client is told once: where the server is, who calls, and how patient to be. */
export class Configuration extends ConfigurationBase {
  constructor(parameters: ConfigurationParameters = {}) {
    super(facts, parameters);
  }
}
