/** rectiflow delegate, revoke, delegations: who stands in for whom, from one day to another. */
import type { Actor } from '../../../machines/actor.ts';
import type { Delegation } from '../../directory/delegations.ts';
import { RectiflowError } from '../../errors.ts';
import { configOf, openFrom, type ConfigOption } from '../open.ts';
import { exitCode, print, printJson, type Exit } from '../output.ts';

export interface DelegateOptions extends ConfigOption {
  readonly from: string;
  readonly to: string;
  readonly fromDay: string;
  readonly untilDay: string;
  readonly reason: string;
  /** Who records it; without, the person who delegates. */
  readonly by?: string;
  readonly json?: boolean;
}

export async function delegate(options: DelegateOptions): Promise<Exit> {
  const { from, to, fromDay, untilDay, reason, by = from } = options;
  await using rectiflow = await openFrom(configOf(options));
  const given = { from, to, fromDay, untilDay, reason };
  show(options, await rectiflow.directory.delegate(given, person(by)));
  return exitCode.done;
}

export interface RevokeOptions extends ConfigOption {
  /** The first day on which it no longer holds; today without it. */
  readonly on?: string;
  readonly by?: string;
  readonly json?: boolean;
}

export async function revoke(id: string, options: RevokeOptions): Promise<Exit> {
  const { on } = options;
  await using rectiflow = await openFrom(configOf(options));
  const { directory } = rectiflow;
  const by = options.by ?? (await delegatorOf(id, await directory.delegations()));
  show(options, await directory.revoke(id, person(by), on));
  return exitCode.done;
}

export interface DelegationsOptions extends ConfigOption {
  readonly person?: string;
  readonly on?: string;
  readonly json?: boolean;
}

export async function delegations(options: DelegationsOptions): Promise<Exit> {
  const { person: of, on } = options;
  await using rectiflow = await openFrom(configOf(options));
  const found = await rectiflow.directory.delegations({ person: of, on });
  if (options.json === true) printJson({ delegations: found });
  else {
    for (const delegation of found) print(lineOf(delegation));
    print(`共 ${found.length} 项委托 / delegations`);
  }
  return exitCode.done;
}

async function delegatorOf(id: string, all: readonly Delegation[]): Promise<string> {
  const found = all.find((each) => each.id === id.toLowerCase());
  if (found === undefined) throw new RectiflowError('delegation_not_found', { delegation: id });
  return found.from.id;
}

function show({ json }: { readonly json?: boolean }, delegation: Delegation): void {
  if (json === true) printJson(delegation);
  else print(lineOf(delegation));
}

function lineOf({ id, from, to, fromDay, untilDay, reason, inForce, endedOn }: Delegation): string {
  const marks = [
    ...(inForce ? ['生效中 / in force'] : []),
    ...(endedOn === null ? [] : [`自 ${endedOn} 起终止 / ended as of ${endedOn}`]),
  ];
  const names = `${from.name}(${from.id}) → ${to.name}(${to.id})`;
  return [`${id}  ${fromDay} – ${untilDay}  ${names}  ${reason}`, ...marks].join('  ');
}

function person(id: string): Actor {
  return { kind: 'person', id, unit: null };
}
