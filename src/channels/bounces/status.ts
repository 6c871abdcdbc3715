/** Reads the report for machines in a bounce (RFC 3464): what became of each recipient. */
import { type Headers, headersOf } from './mime-headers.ts';

export type BounceAction = 'failed' | 'delayed' | 'delivered';

export interface Fate {
  /** Null: handed on to where nobody reports, or a report that contradicts itself. */
  readonly action: BounceAction | null;
  /** `5.1.1` or `smtp_550`; null where neither is given. */
  readonly status: string | null;
}

const worstFirst = ['failed', 'delayed', 'delivered', null] as const;

/** A bounce of ours is about one recipient. Beyond this many nobody reads on. */
const maxBlocks = 1_000;

/** The blocks of fields that empty lines part: first about the mail, then about each recipient. */
export function blocksOf(report: string): readonly Headers[] {
  return report.split(/\n[ \t]*\n/u, maxBlocks).map(headersOf);
}

/** The worst that is told of any recipient; null where nothing is told. */
export function worstFate(blocks: readonly Headers[]): Fate | null {
  const fates = blocks.flatMap(fatesOf);
  for (const action of worstFirst) {
    const such = fates.filter((fate) => fate.action === action);
    const worst = such.find(({ status }) => status !== null) ?? such[0];
    if (worst !== undefined) return worst;
  }
  return null;
}

/** Mostly one. Where a server forgets the empty line between recipients, fields come several times. */
function fatesOf(block: Headers): readonly Fate[] {
  const actions = block.get('action') ?? [];
  const statuses = block.get('status') ?? [];
  const diagnoses = block.get('diagnostic-code') ?? [];
  const count = Math.max(actions.length, statuses.length);
  return Array.from({ length: count }, (_, index): readonly Fate[] => {
    const status = statusOf(statuses[index] ?? '') ?? diagnosis(diagnoses[index] ?? '');
    const action = actionOf(actions[index] ?? '', status);
    return action === undefined ? [] : [{ action, status }];
  }).flat();
}

/** Undefined where the report does not say. */
function actionOf(value: string, status: string | null): BounceAction | null | undefined {
  const word = /[a-z]+/iu.exec(value.slice(0, 100))?.[0].toLowerCase() ?? '';
  if (word.startsWith('fail')) return 'failed';
  if (word.startsWith('delay')) return 'delayed';
  const refusal = /^(?:smtp_)?([45])/u.exec(status ?? '')?.[1];
  // Expanded: it reached the address, which is a list. Relayed: it went on to where nobody reports.
  if (word === 'delivered' || word === 'expanded')
    return refusal === undefined ? 'delivered' : null;
  if (word === 'relayed') return null;
  // No action, or a word of somebody's own: then the status speaks.
  if (refusal === undefined) return undefined;
  return refusal === '5' ? 'failed' : 'delayed';
}

/** `5.1.1`, with or without words behind it. */
function statusOf(text: string): string | null {
  const [, kind, subject, detail] =
    /^([245])\.(\d{1,3})\.(\d{1,3})(?!\.?\d)/u.exec(text.trimStart()) ?? [];
  return kind === undefined ? null : `${kind}.${Number(subject)}.${Number(detail)}`;
}

/** What the server said, e.g. `smtp; 550 5.1.1 no such user`. */
function diagnosis(value: string): string | null {
  const said = value.slice(0, 500).replace(/^[^;]*;/u, '');
  const [, code, status = ''] = /^\s*([245]\d\d)(?:[ -]+#?(\S+))?(?!\d)/u.exec(said) ?? [];
  return statusOf(status) ?? (code === undefined ? statusOf(said) : `smtp_${code}`);
}
