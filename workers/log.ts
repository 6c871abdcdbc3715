/** The log of the workers, as they see it. */

/** What a worker has to say. Ids only: never an address, a text, or a server's words. */
export interface WorkerLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
