/** A real HTTP server that writes down what it is posted and behaves as badly as a test asks. */
import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { text as textOf } from 'node:stream/consumers';

/** What the server does once it has read the whole request. */
export type Behaviour =
  | {
      readonly kind: 'answer';
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** Sent as it is where it is a text, else as JSON. */
      readonly body?: unknown;
    }
  /** Closes the connection instead of answering: the sender cannot know. */
  | { readonly kind: 'drop' }
  /** Begins to answer, with this status, and breaks off within the body. */
  | { readonly kind: 'breakOff'; readonly status: number }
  /** Begins to answer, with this status, and never ends. */
  | { readonly kind: 'trickle'; readonly status: number }
  /** Answers 200 and a body without end, as fast as it is read. */
  | { readonly kind: 'flood' }
  /** Never answers. */
  | { readonly kind: 'hang' };

export interface ReceivedPost {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  json(): unknown;
}

export interface PostServer {
  readonly port: number;
  /** Without a path. */
  readonly url: string;
  readonly received: readonly ReceivedPost[];
  readonly connections: number;
  /** Queues behaviours for the next requests, one each. */
  script(...behaviours: Behaviour[]): void;
  /** Behaves by looking at the request, where the script has run out; answers 200 and {} before. */
  decide(judge: (received: ReceivedPost) => Behaviour): void;
  close(): Promise<void>;
}

/** Listens on 127.0.0.1. */
export async function startPostServer(): Promise<PostServer> {
  const received: ReceivedPost[] = [];
  const scripted: Behaviour[] = [];
  let connections = 0;
  let judge: (post: ReceivedPost) => Behaviour = answerNothing;
  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request);
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://127.0.0.1');
    const { method = '', headers } = request;
    const one: ReceivedPost = {
      method,
      path: pathname,
      query: searchParams,
      headers,
      body,
      json: () => JSON.parse(body) as unknown,
    };
    received.push(one);
    behave(scripted.shift() ?? judge(one), response);
  }

  const server = createServer((request, response) => {
    // A sender that dies within its request is answered nothing.
    take(request, response).catch(() => undefined);
  });
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given');
  return {
    port: address.port,
    url: `http://127.0.0.1:${address.port}`,
    received,
    get connections() {
      return connections;
    },
    script: (...behaviours) => void scripted.push(...behaviours),
    decide(newJudge) {
      judge = newJudge;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      if (server.listening) await once(server, 'close');
    },
  };
}

function answerNothing(): Behaviour {
  return { kind: 'answer', body: {} };
}

function behave(behaviour: Behaviour, response: ServerResponse): void {
  switch (behaviour.kind) {
    case 'hang':
      return;
    case 'drop':
      response.destroy();
      return;
    case 'breakOff':
      response.writeHead(behaviour.status, { 'content-length': '100' });
      response.write('{', () => response.destroy());
      return;
    case 'trickle': {
      response.writeHead(behaviour.status);
      const timer = setInterval(() => response.write(' '), 10);
      response.on('close', () => clearInterval(timer));
      return;
    }
    case 'flood': {
      response.writeHead(200);
      const pour = (): void => {
        while (!response.destroyed && response.write(' '.repeat(16_384)));
      };
      response.on('drain', pour);
      pour();
      return;
    }
    case 'answer': {
      const { status = 200, headers = {}, body = '' } = behaviour;
      response.writeHead(status, headers);
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    }
  }
}
