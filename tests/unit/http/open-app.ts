/** A handler over a database of its own in memory, and short words to talk to it. */
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import type { FindingCommandInput } from '../../../machines/events.ts';
import { createHttpApp, type HttpAppOptions } from '../../../src/http/app.ts';
import { openRectiflow, type Rectiflow, type RectiflowOptions } from '../../../src/rectiflow.ts';
import { migratedDump } from '../../support/memory-database.ts';

export const inspector = { kind: 'person', id: 'li-na', unit: 'inspection-office' } as const;
export const owner = { kind: 'person', id: 'zhang-wei', unit: 'finance-office' } as const;

export const sampleFinding = {
  round: 'XC-2024',
  aspect: { no: 1, title: '落实党的路线方针政策方面' },
  sourceNo: '1(3)',
  title: '采购管理不规范',
  slots: { actionOwner: owner.id, verifier: inspector.id },
};

export interface OpenApp extends AsyncDisposable {
  readonly rectiflow: Rectiflow;
  readonly app: FastifyInstance;
  /** Opens a finding and gives its id. */
  open(finding?: object): Promise<string>;
  send(
    id: string,
    event: FindingCommandInput,
    by: object,
    headers?: Record<string, string>,
  ): Promise<LightMyRequestResponse>;
}

export async function openApp(
  options: HttpAppOptions = {},
  rectiflowOptions: RectiflowOptions = {},
): Promise<OpenApp> {
  const loadDataDir = await migratedDump();
  const rectiflow = await openRectiflow({ loadDataDir, ...rectiflowOptions });
  const app = createHttpApp(rectiflow, options);
  await app.ready();
  return {
    rectiflow,
    app,
    async open(finding = {}) {
      const answer = await post(app, '/findings', { ...sampleFinding, ...finding, by: inspector });
      return answer.json<{ id: string }>().id;
    },
    send: (id, event, by, headers = {}) =>
      post(app, `/findings/${id}/events`, { event, by }, headers),
    async [Symbol.asyncDispose]() {
      await app.close();
      await rectiflow.close();
    },
  };
}

export function post(
  app: FastifyInstance,
  url: string,
  payload: NonNullable<InjectOptions['payload']>,
  headers: Record<string, string> = {},
): Promise<LightMyRequestResponse> {
  return app.inject({ method: 'POST', url, payload, headers });
}
