/** A bare SMTP server, written out, that writes down every byte it is told and fails where a test asks. */
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** The point at which the server does what the test asks instead of answering. */
export type Step =
  | 'greeting'
  | 'ehlo'
  | 'starttls'
  | 'auth'
  | 'mail'
  | 'rcpt'
  | 'data'
  | 'body'
  | 'dot'
  | 'accepted';

interface Fault {
  readonly at: Step;
  readonly act: (socket: Socket) => void;
}

export interface RawSmtp {
  readonly url: string;
  /** Commands as they came, over all connections. */
  readonly commands: readonly string[];
  /** Messages that were ended by a dot, without it, dots unstuffed. */
  readonly bodies: readonly string[];
  readonly connections: number;
  /** Of these, how many neither side has closed. */
  readonly open: number;
  /** Does it to every connection that is open. */
  disturb(act: (socket: Socket) => void): void;
  /** Closes what is open; from now on nothing fails any more. */
  mend(): void;
  close(): Promise<void>;
}

export interface RawSmtpOptions {
  readonly fault?: Fault;
  readonly pipelining?: boolean;
  /** Instead of `250`, to the dot. */
  readonly answerToDot?: string;
  /** Asks for a user and a password, and takes any. */
  readonly auth?: boolean;
  /** Takes addresses in all scripts. */
  readonly smtpUtf8?: boolean;
  /** What to say to a command instead of taking it; undefined takes it. */
  readonly answerTo?: (command: string) => string | undefined;
  /** The fault comes only with commands that say this; with every one, where absent. */
  readonly faultOnly?: RegExp;
}

export async function startRawSmtp(options: RawSmtpOptions = {}): Promise<RawSmtp> {
  const commands: string[] = [];
  const bodies: string[] = [];
  const open = new Set<Socket>();
  let connections = 0;
  let mended = false;
  const server = createServer((socket) => {
    connections += 1;
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    // Broken connections are what these tests are about.
    socket.on('error', () => undefined);
    const { fault, ...sound } = options;
    const works = mended || fault === undefined ? sound : { ...sound, fault };
    talk(socket, works, commands, bodies);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given');
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    commands,
    bodies,
    get connections() {
      return connections;
    },
    get open() {
      return open.size;
    },
    disturb(act) {
      for (const socket of open) act(socket);
    },
    mend() {
      mended = true;
      for (const socket of open) socket.destroy();
    },
    async close() {
      server.close();
      for (const socket of open) socket.destroy();
      if (server.listening) await once(server, 'close');
    },
  };
}

/** The answer to EHLO. */
function greetingOf({ fault, pipelining, auth, smtpUtf8 }: RawSmtpOptions): string {
  const offered = [
    ...(pipelining === true ? ['PIPELINING'] : []),
    ...(auth === true ? ['AUTH PLAIN'] : []),
    ...(smtpUtf8 === true ? ['SMTPUTF8'] : []),
    ...(fault?.at === 'starttls' ? ['STARTTLS'] : []),
  ];
  return ['school.example', ...offered]
    .map((word, index) => `250${index < offered.length ? '-' : ' '}${word}`)
    .join('\r\n');
}

function talk(socket: Socket, options: RawSmtpOptions, commands: string[], bodies: string[]): void {
  const { fault, faultOnly, answerTo, answerToDot = '250 2.0.0 Taken' } = options;
  let pending = '';
  let inBody = false;
  let failed = false;
  const at = (step: Step, answer: () => void, command = ''): void => {
    if (fault?.at === step && (faultOnly?.test(command) ?? true)) {
      failed = true;
      fault.act(socket);
    } else {
      answer();
    }
  };
  const say = (text: string): void => void socket.write(`${text}\r\n`);

  const takeBody = (): boolean => {
    const end = pending.indexOf('\r\n.\r\n');
    if (failed || end < 0) return false;
    bodies.push(pending.slice(0, end + 2).replaceAll('\r\n..', '\r\n.'));
    pending = pending.slice(end + 5);
    inBody = false;
    at('dot', () => {
      if (fault?.at !== 'accepted') return say(answerToDot);
      failed = true;
      socket.end('250 2.0.0 Taken\r\n');
    });
    return true;
  };
  const takeCommand = (): boolean => {
    const end = pending.indexOf('\r\n');
    if (failed || end < 0) return false;
    const command = pending.slice(0, end);
    pending = pending.slice(end + 2);
    commands.push(command);
    const verb = command.slice(0, 4).toUpperCase();
    const answer = answerTo?.(command);
    if (answer !== undefined) {
      say(answer);
      return true;
    }
    if (verb === 'EHLO') at('ehlo', () => say(greetingOf(options)));
    else if (verb === 'STAR') at('starttls', () => say('500 5.5.1 What?'));
    else if (verb === 'AUTH') at('auth', () => say('235 2.7.0 Ok'));
    else if (verb === 'MAIL') at('mail', () => say('250 2.1.0 Ok'));
    else if (verb === 'RCPT') at('rcpt', () => say('250 2.1.5 Ok'), command);
    else if (verb === 'RSET') say('250 2.0.0 Ok');
    else if (verb === 'QUIT') socket.end('221 2.0.0 Bye\r\n');
    else if (verb === 'DATA') {
      at('data', () => {
        inBody = true;
        say('354 Go on');
      });
    } else say('500 5.5.1 What?');
    return true;
  };

  socket.on('data', (chunk) => {
    if (failed) return;
    pending += chunk.toString('latin1');
    if (inBody && fault?.at === 'body') return at('body', () => undefined);
    while (inBody ? takeBody() : takeCommand());
  });
  at('greeting', () => say('220 school.example ESMTP'));
}

export const cut = (socket: Socket): void => void socket.destroy();
export const reset = (socket: Socket): void => void socket.resetAndDestroy();
export const finish = (socket: Socket): void => void socket.end();
export const silence = (): void => undefined;

/** Sends one character after the other of a line that never ends. */
export function trickle(socket: Socket): void {
  const timer = setInterval(() => socket.write('2'), 10);
  socket.on('close', () => clearInterval(timer));
}
