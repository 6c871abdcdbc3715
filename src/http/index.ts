/** The door `rectiflow/http`: the handler to mount, and the server that listens on this machine. */
export { createHttpApp, type HttpAppOptions, type HttpHost } from './app.ts';
export type { HealthCheck } from './health.ts';
export { listen, type Listening } from './serve.ts';
