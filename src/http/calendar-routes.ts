/** The routes of the working calendar: what it is, why a date is what it is, and loading more of it. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { horizonWarning } from '../calendar/horizon.ts';
import { printedPeriod } from '../day-words.ts';
import type { RectiflowError } from '../errors.ts';
import { printedLoaded, printedPreview } from '../printed-moves.ts';
import type { Rectiflow } from '../rectiflow.ts';
import {
  calendarSchema,
  explainQuerySchema,
  loadBodySchema,
  loadedSchema,
  periodSchema,
  previewSchema,
  reprojectBodySchema,
} from './calendar-schemas.ts';
import { json } from './declared.ts';
import { tellHost } from './tell-host.ts';
import { judging, type GivenData } from './given-data.ts';
import { layerSchema } from './given-data-schemas.ts';
import { problemResponses, withData } from './problem-schemas.ts';

export interface CalendarRoutesOptions extends Pick<
  Rectiflow,
  'engine' | 'calendar' | 'calendarLoading'
> {
  /** Called after clocks were moved: some may be due now. */
  readonly onAccepted: () => void;
}

const tags = ['calendar'];

const calendarRoute = {
  operationId: 'getCalendar',
  tags,
  summary: '工作日历 / The working calendar',
  description:
    '版本与数据范围;距数据截止不足 60 天时附提醒。 / Its version and how far its data reaches, with a warning from ' +
    '60 days before it ends.',
  response: {
    200: json(calendarSchema, '现用日历 / The calendar in use'),
    ...problemResponses([]),
  },
};

const explainRoute = {
  operationId: 'explainPeriod',
  tags,
  summary: '逐日说明期限如何计算 / Counts a period day by day',
  description:
    '开始的当日不计入(民法典第二百零一条);到期日为当日 24:00。 / The day it begins on is not counted; it is due at ' +
    'the end of its last day.',
  querystring: explainQuerySchema,
  response: {
    200: json(periodSchema, '到期日及其理由 / The date, and why'),
    ...problemResponses(['calendar_not_covered']),
  },
};

const previewRoute = {
  operationId: 'previewCalendar',
  tags,
  summary: '预览载入日历数据的影响 / What calendar data would move',
  description: '未写入任何内容。 / Writes nothing.',
  body: layerSchema,
  response: {
    200: json(previewSchema, '将变动的期限 / What would move'),
    ...problemResponses(['calendar_invalid', 'calendar_not_covered', ...withData]),
  },
};

const loadRoute = {
  operationId: 'loadCalendar',
  tags,
  summary: '载入日历数据 / Loads calendar data',
  description:
    '写入后重算未结期限,每个变动的期限记一个 CLOCK_MOVED 事件。同一版本不能载入两次。 / Writes it down and moves open ' +
    'clocks, each with an event of its own in its finding’s chain. A version is loaded once.',
  body: loadBodySchema,
  response: {
    200: json(loadedSchema, '已载入 / Loaded'),
    ...problemResponses(['calendar_invalid', 'calendar_not_covered', ...withData]),
  },
};

const reprojectRoute = {
  operationId: 'reprojectClocks',
  tags,
  summary: '按现行日历重算期限 / Counts open clocks anew',
  description:
    '处理待批准的和上次未完成的;没有可变动的就什么也不做。 / Takes up what waited for an approval or was cut off. May ' +
    'be run again.',
  body: reprojectBodySchema,
  response: { 200: json(loadedSchema, '已重算 / Done'), ...problemResponses(withData) },
};

export function calendarRoutes(options: CalendarRoutesOptions): FastifyPluginAsyncZod {
  const { engine, calendar, calendarLoading } = options;
  /** What was loaded before is taken up first: a fault in that is not the caller's. */
  const present = () => engine.now();
  return async (app) => {
    app.get('/calendar', { schema: calendarRoute }, async (_request, reply) => {
      const warning = horizonWarning(calendar, await present());
      const { version, zone, horizon } = calendar;
      return reply.send({ version, zone, horizon, warning });
    });

    app.get('/calendar/explain', { schema: explainRoute }, async ({ query }, reply) => {
      await present();
      return reply.send(await judging(inQuery, () => printedPeriod(query, calendar)));
    });

    app.post('/calendar/preview', { schema: previewRoute }, async ({ body }, reply) => {
      await present();
      const preview = await judging(inBody, () => calendarLoading.preview(body));
      return reply.send(printedPreview(preview, calendar));
    });

    app.post('/calendar', { schema: loadRoute }, async ({ body, log }, reply) => {
      await present();
      const { layer, by, approval } = body;
      // What no clock could be counted by is refused before it is written.
      await judging(inLayer, () => calendarLoading.preview(layer));
      const loaded = await judging(inLayer, () => calendarLoading.load(layer, by, approval));
      tellHost(options.onAccepted, log);
      return reply.send(printedLoaded(loaded, calendar));
    });

    app.post('/calendar/reproject', { schema: reprojectRoute }, async ({ body, log }, reply) => {
      const moved = await calendarLoading.reproject(body.by, body.approval);
      tellHost(options.onAccepted, log);
      return reply.send(printedLoaded(moved, calendar));
    });
  };
}

const isAbout = ({ code }: RectiflowError) =>
  code === 'calendar_invalid' || code === 'calendar_not_covered';
const inQuery: GivenData = { in: 'query', path: '', isAbout };
const inBody: GivenData = { in: 'body', path: '', isAbout };
const inLayer: GivenData = { in: 'body', path: 'layer', isAbout };
