/** The HTTP handler: the engine's use cases as routes. It listens nowhere; a host mounts it, or serve.ts does. */
import swagger from '@fastify/swagger';
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
} from 'fastify';
import type { Socket } from 'node:net';
import { uuidv7 } from '../ids.ts';
import type { Rectiflow } from '../rectiflow.ts';
import { bounceRoutes } from './bounce-routes.ts';
import { bulkRoutes } from './bulk-routes.ts';
import { calendarRoutes } from './calendar-routes.ts';
import { checklistRoutes } from './checklist-routes.ts';
import { commandRoutes } from './command-routes.ts';
import { delegationRoutes } from './delegation-routes.ts';
import { dispatchRoutes } from './dispatch-routes.ts';
import { dutyRoutes } from './duty-routes.ts';
import { answerFailure, answerNotFound } from './failures.ts';
import { fileRoutes } from './file-routes.ts';
import type { HealthCheck } from './health.ts';
import { importRoutes } from './import-routes.ts';
import { inboxRoutes } from './inbox-routes.ts';
import { bodyBytesMax, readJsonOnly } from './json-body.ts';
import { swaggerOptions } from './openapi.ts';
import { likenessRoutes } from './likeness-routes.ts';
import { linkRoutes } from './link-routes.ts';
import { noticeRoutes } from './notice-routes.ts';
import { problemMediaType, problemOf } from './problem.ts';
import { readingRoutes } from './reading-routes.ts';
import { checkRequest } from './request-check.ts';
import { roundRoutes } from './round-routes.ts';
import { rulesRoutes } from './rules-routes.ts';
import { serviceRoutes } from './service-routes.ts';
import { simulationRoutes } from './simulation-routes.ts';
import { surveyRoutes } from './survey-routes.ts';
import { timeRoutes } from './time-routes.ts';
import { wordingRoutes } from './wording-routes.ts';

export interface HttpAppOptions {
  /** Default: no log. What is logged are ids, codes and routes: no addresses, no texts. */
  readonly logger?: FastifyBaseLogger | undefined;
  /** What `/healthz` asks besides the database, by name. */
  readonly healthChecks?: Readonly<Record<string, HealthCheck>> | undefined;
  /** Whether the queue takes calls, for `/ready`; where there is none, nothing is said of a queue. */
  readonly queueCheck?: HealthCheck | undefined;
  /** Called after each accepted command, to wake whoever does the work that is now owed. */
  readonly onAccepted?: (() => void) | undefined;
}

/** What the routes need of an open rectiflow. */
export type HttpHost = Pick<
  Rectiflow,
  | 'engine'
  | 'findings'
  | 'files'
  | 'duties'
  | 'dutyViews'
  | 'noticeViews'
  | 'dispatchViews'
  | 'decideDispatch'
  | 'acknowledge'
  | 'acknowledgeByLink'
  | 'lookAtLink'
  | 'inbox'
  | 'takeBounce'
  | 'receipt'
  | 'wordings'
  | 'directory'
  | 'calendar'
  | 'calendarLoading'
  | 'times'
  | 'checklists'
  | 'imports'
  | 'rounds'
  | 'surveys'
  | 'simulate'
  | 'similar'
  | 'similarTo'
  | 'certificates'
  | 'ruleMigrations'
  | 'signals'
  | 'database'
>;

/** A request that has not come in whole by then is given up, so that slow senders hold no sockets. */
const requestMillisMax = 30_000;

/**
 * The handler as a Fastify instance. Other servers mount it: after `await app.ready()`,
 * `app.routing(req, res)` answers a request. Closing it does not close the rectiflow.
 */
export function createHttpApp(rectiflow: HttpHost, options: HttpAppOptions = {}): FastifyInstance {
  const { logger, healthChecks, queueCheck, onAccepted = () => undefined } = options;
  const app = Fastify({
    ...(logger === undefined ? { logger: false } : { loggerInstance: logger }),
    // The built-in lines hold client addresses and whole URLs; the hook below says the same without.
    logController: new LogController({
      disableRequestLogging: true,
      requestIdLogLabel: 'requestId',
    }),
    genReqId: () => uuidv7(),
    bodyLimit: bodyBytesMax,
    requestTimeout: requestMillisMax,
    // While closing, requests on open connections are still answered, each as the last one.
    return503OnClosing: false,
    // These leave before any hook runs.
    frameworkErrors: (error, request, reply) => answerFailure(error, request, mannerly(reply)),
    clientErrorHandler: (_error, socket) => answerNoRequest(socket),
  });
  app.setErrorHandler(answerFailure);
  app.setNotFoundHandler(answerNotFound);
  app.setValidatorCompiler(checkRequest);
  // Answers are typed, and tests hold them against the document. Checking each one again here would
  // only turn an old event that today's schemas would not take into a history nobody can read.
  app.setSerializerCompiler(() => (answer) => JSON.stringify(answer));
  readJsonOnly(app);
  addHooks(app);
  const database = () => rectiflow.database.now();
  void app.register(swagger, swaggerOptions);
  void app.register(
    serviceRoutes({ health: { database, ...healthChecks }, readiness: { database, queueCheck } }),
  );
  void app.register(readingRoutes(rectiflow));
  void app.register(likenessRoutes(rectiflow));
  const { engine, calendar, calendarLoading } = rectiflow;
  void app.register(commandRoutes({ engine, onAccepted }));
  void app.register(bulkRoutes(rectiflow, onAccepted));
  void app.register(rulesRoutes(rectiflow, onAccepted));
  void app.register(
    dutyRoutes({
      duties: rectiflow.duties,
      views: rectiflow.dutyViews,
      now: () => engine.now(),
      print: (at) => calendar.print(at),
      onAccepted,
    }),
  );
  void app.register(fileRoutes(rectiflow));
  void app.register(noticeRoutes(rectiflow));
  void app.register(dispatchRoutes(rectiflow, onAccepted));
  void app.register(inboxRoutes(rectiflow));
  void app.register(bounceRoutes(rectiflow, onAccepted));
  void app.register(linkRoutes(rectiflow));
  void app.register(wordingRoutes(rectiflow));
  void app.register(delegationRoutes(rectiflow));
  void app.register(timeRoutes(rectiflow));
  void app.register(calendarRoutes({ engine, calendar, calendarLoading, onAccepted }));
  void app.register(simulationRoutes(rectiflow));
  void app.register(checklistRoutes(rectiflow, onAccepted));
  void app.register(importRoutes(rectiflow, onAccepted));
  void app.register(roundRoutes(rectiflow, onAccepted));
  void app.register(surveyRoutes(rectiflow));
  return app;
}

function addHooks(app: FastifyInstance): void {
  app.addHook('onSend', async (_request, reply) => {
    mannerly(reply);
  });
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request;
    const { statusCode: status, elapsedTime } = reply;
    const ms = Math.round(elapsedTime);
    request.log.info({ method, route: routeOptions.url, status, ms }, 'answered');
  });
}

/** Findings name people and their failings: no cache on the way may keep an answer. */
function mannerly(reply: FastifyReply): FastifyReply {
  return reply.headers({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
}

/** What came in is not HTTP, or did not come in whole: there is no request to answer in the usual way. */
function answerNoRequest(socket: Socket): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify(problemOf('request_invalid'));
  const head = [
    'HTTP/1.1 400 Bad Request',
    `Content-Type: ${problemMediaType}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'X-Content-Type-Options: nosniff',
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
