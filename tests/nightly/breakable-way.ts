/** A way to a service that a test can break: connections go through it as they are, are refused, or hang in silence. */
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** How a service cannot be reached: it says so at once, or it says nothing, as behind a firewall that drops. */
export type Break = 'refuses' | 'is silent';

export interface BreakableWay {
  /** The service's address with this way's port. */
  readonly url: string;
  break(how: Break): Promise<void>;
  /** What comes from now on goes through; what hung is cut off. */
  mend(): Promise<void>;
  close(): Promise<void>;
}

export async function breakableWayTo(serviceUrl: string): Promise<BreakableWay> {
  const service = new URL(serviceUrl);
  const [open, beyond] = [new Set<Socket>(), new Set<Socket>()];
  let silent = false;
  const take = (near: Socket): void => {
    near.on('error', () => undefined);
    open.add(near);
    near.on('close', () => open.delete(near));
    if (silent) return;
    const far = connect(Number(service.port), service.hostname);
    far.on('error', () => undefined);
    beyond.add(far);
    near.pipe(far).pipe(near);
    near.on('close', () => far.destroy());
    far.on('close', () => {
      beyond.delete(far);
      near.destroy();
    });
  };
  const cutAll = (): void => {
    for (const socket of open) socket.destroy();
  };
  const server = createServer(take);
  const port = await listening(server, 0);
  const url = new URL(serviceUrl);
  url.hostname = '127.0.0.1';
  url.port = String(port);
  return {
    url: url.href,
    async break(how) {
      if (how === 'is silent') {
        silent = true;
        for (const socket of [...open, ...beyond]) socket.unpipe().pause();
        return;
      }
      const closed = once(server, 'close');
      server.close();
      cutAll();
      await closed;
    },
    async mend() {
      cutAll();
      silent = false;
      if (!server.listening) await listening(server, port);
    },
    async close() {
      cutAll();
      server.close();
      if (server.listening) await once(server, 'close');
    },
  };
}

async function listening(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given');
  return address.port;
}
