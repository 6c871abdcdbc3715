/** The routes of a round as a whole: its figures, gaps in its plans, vacant posts, draws for re-inspection. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Rectiflow } from '../rectiflow.ts';
import { json } from './declared.ts';
import { problemResponses, withData } from './problem-schemas.ts';
import {
  drawBodySchema,
  drawSchema,
  planGapsSchema,
  roundCountsSchema,
  roundParams,
  vacantPostsSchema,
} from './round-schemas.ts';
import { tellHost } from './tell-host.ts';

const tags = ['rounds'];

const countsRoute = {
  operationId: 'countRound',
  tags,
  summary: '轮次统计 / A round in figures',
  description:
    '按来源、类别、严重程度、原因和单位统计,信访件和立行立改单独列出;逾期按当前时刻计算。 / By origin, class, grade, cause and unit, ' +
    'petitions and what was to be put right at once apart. What is overdue is judged as of now.',
  params: roundParams,
  response: {
    200: json(roundCountsSchema, '统计 / The figures'),
    ...problemResponses(['round_not_found']),
  },
};

const planGapsRoute = {
  operationId: 'listPlanGaps',
  tags,
  summary: '整改方案审核:缺项 / Gaps in plans',
  description:
    '未销号的问题逐个对照方案审核的条件,规则集不要求的也列出(required 为 false)。不写入。 / Findings not closed beside ' +
    'what the review of a plan looks at, also where their rule set does not ask for it. Writes nothing.',
  params: roundParams,
  response: {
    200: json(planGapsSchema, '缺项 / The gaps'),
    ...problemResponses(['round_not_found']),
  },
};

const vacantPostsRoute = {
  operationId: 'listVacantPosts',
  tags,
  summary: '空缺岗位 / Posts nobody holds',
  description:
    '未销号的问题上登记、而人员目录中当前无人任职的岗位。不写入。 / Posts that findings not closed name and behind which ' +
    'the directory finds nobody now. Writes nothing.',
  params: roundParams,
  response: {
    200: json(vacantPostsSchema, '空缺岗位 / The posts'),
    ...problemResponses(['round_not_found']),
  },
};

const drawRoute = {
  operationId: 'drawForRecheck',
  tags,
  summary: '回头看抽样 / Draws findings for re-inspection',
  description:
    '在以整改到位销号、此后未回头看的问题中抽取;种子相同,结果相同。 / From what was closed as rectified and not looked at ' +
    'again since. The same seed draws the same.',
  params: roundParams,
  body: drawBodySchema,
  response: {
    200: json(drawSchema, '抽样结果 / What was drawn'),
    ...problemResponses(['round_not_found', ...withData]),
  },
};

export function roundRoutes(
  { rounds }: Pick<Rectiflow, 'rounds'>,
  onAccepted: () => void,
): FastifyPluginAsyncZod {
  return async (app) => {
    app.get('/rounds/:code/counts', { schema: countsRoute }, async ({ params }, reply) =>
      reply.send(await rounds.counts(params.code)),
    );

    app.get('/rounds/:code/plan-gaps', { schema: planGapsRoute }, async ({ params }, reply) =>
      reply.send(await rounds.planGaps(params.code)),
    );

    app.get('/rounds/:code/vacant-posts', { schema: vacantPostsRoute }, async (request, reply) =>
      reply.send(await rounds.vacantPosts(request.params.code)),
    );

    const recheckDraws = { schema: drawRoute };
    app.post('/rounds/:code/recheck-draws', recheckDraws, async (request, reply) => {
      const { params, body, log } = request;
      const drawn = await rounds.drawForRecheck({ ...body, round: params.code });
      if (drawn.drawn.some(({ outcome }) => outcome === 'ordered')) tellHost(onAccepted, log);
      return reply.send(drawn);
    });
  };
}
