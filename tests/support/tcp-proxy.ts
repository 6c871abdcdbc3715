/** A TCP proxy before a real service: connections pass through it until a test breaks them. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface ProxiedConnection {
  /** Whether its client has said what the proxy listens for. */
  readonly marked: boolean;
  /** The service knows the client by this port. */
  readonly portAtService: number;
  /** Cut on both sides with a reset. */
  drop(): void;
  /** From now on nothing gets through, and neither side is told: no end, no reset. */
  blackHole(): void;
  /** Everything gets through again, beginning with what was held up. */
  pass(): void;
}

export interface TcpProxy {
  readonly port: number;
  /** Those that are open, black-holed or not. */
  connections(): readonly ProxiedConnection[];
  close(): Promise<void>;
}

export interface TcpProxyOptions {
  /** Where the service listens. */
  readonly hostname: string;
  readonly port: number;
  /** A connection is marked once its client sends this, in one piece. */
  readonly mark?: RegExp;
}

/** Listens on 127.0.0.1, on a port of its own. */
export async function startTcpProxy(options: TcpProxyOptions): Promise<TcpProxy> {
  const open = new Set<ProxiedConnection>();
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const connection = proxied(client, options, () => open.delete(connection));
    open.add(connection);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given');
  return {
    port: address.port,
    connections: () => [...open],
    async close() {
      server.close();
      for (const connection of open) connection.drop();
      await once(server, 'close');
    },
  };
}

function proxied(
  client: Socket,
  { hostname, port, mark }: TcpProxyOptions,
  onClosed: () => void,
): ProxiedConnection {
  const service = connect({ host: hostname, port, allowHalfOpen: true });
  let marked = false;
  client.on('data', (chunk: Buffer) => {
    if (mark?.test(chunk.toString('latin1')) === true) marked = true;
  });
  const drop = (): void => {
    for (const socket of [client, service]) socket.resetAndDestroy();
  };
  for (const [from, to] of [
    [client, service],
    [service, client],
  ] as const) {
    from.setNoDelay(true);
    from.on('data', (chunk: Buffer) => to.write(chunk));
    from.on('end', () => to.end());
    // Broken connections are what this is for: the other side hears of it as it would have directly.
    from.on('error', drop);
  }
  service.on('close', onClosed);
  return {
    get marked() {
      return marked;
    },
    get portAtService() {
      return service.localPort ?? 0;
    },
    drop,
    // What is not read is neither passed on nor answered, and an end behind it is not heard of.
    blackHole: () => void [client.pause(), service.pause()],
    pass: () => void [client.resume(), service.resume()],
  };
}
