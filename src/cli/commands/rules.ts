/** rectiflow rules: moves findings under way to another version of their rules, looked at first, and back. */
import { RectiflowError } from '../../errors.ts';
import type { MigrationOutcome, MigrationPreview } from '../../engine/migrate-rules.ts';
import { configOf, openFrom, type ConfigOption } from '../open.ts';
import { exitCode, print, printJson, type Exit } from '../output.ts';

export interface RulesOptions extends ConfigOption {
  readonly to?: string;
  readonly round?: string;
  readonly apply?: boolean;
  readonly rollBack?: string;
  readonly by?: string;
  readonly reason?: string;
  readonly json?: boolean;
}

export async function rules(options: RulesOptions): Promise<Exit> {
  const { to, round, apply = false, rollBack, by: id, reason, json = false } = options;
  await using rectiflow = await openFrom(configOf(options));
  const { ruleMigrations } = rectiflow;
  if (!apply && rollBack === undefined) {
    const findings = await ruleMigrations.preview({
      to: given(to, '--to'),
      ...(round && { round }),
    });
    if (json) printJson({ to, findings });
    else for (const line of findings.map(previewLine)) print(line);
    return exitCode.done;
  }
  const by = { kind: 'person', id: given(id, '--by'), unit: null } as const;
  const why = given(reason, '--reason');
  if (rollBack !== undefined) {
    return told(
      {
        batch: rollBack,
        findings: await ruleMigrations.rollBack({ batch: rollBack, by, reason: why }),
      },
      json,
    );
  }
  const target = { to: given(to, '--to'), ...(round && { round }) };
  return told(await ruleMigrations.apply({ ...target, by, reason: why }), json);
}

function told(
  moved: { readonly batch: string; readonly findings: readonly MigrationOutcome[] },
  json: boolean,
): Exit {
  if (json) printJson(moved);
  else {
    for (const { number, why } of moved.findings) print(`${number}  ${why ?? '已改用 / moved'}`);
    print(`批次 / batch  ${moved.batch}`);
  }
  return moved.findings.every((each) => each.moved) ? exitCode.done : exitCode.failed;
}

function previewLine({ number, stage, from, refused, wouldFail, dates }: MigrationPreview): string {
  const what = [
    ...(refused === null ? [] : [`暂不能改用 / not now: ${refused}`]),
    ...(wouldFail.length === 0 ? [] : [`须补充 / to do: ${wouldFail.join(', ')}`]),
    ...dates.map((date) => `${date.clock} ${day(date.from)} → ${day(date.to)}`),
  ];
  return `${number}  ${stage}  ${from.id}@${from.version}  ${what.join('; ')}`.trimEnd();
}

/** The last day of a date, which is its end. */
function day(dueAt: number): string {
  return new Date(dueAt - 1).toISOString().slice(0, 10);
}

function given(value: string | undefined, option: string): string {
  if (value !== undefined) return value;
  throw new RectiflowError('request_invalid', { message: `缺少 ${option} / ${option} is missing` });
}
