/** The people and units that a document says answer for a finding, by what it calls them. */
import type { PartiesByName } from '../store/named-parties.ts';

/** What somebody is named for. `unlabelled`: the name stands alone. */
export type NamedFor =
  | 'responsibleUnit'
  | 'actionOwner'
  | 'leadOfficial'
  | 'accountableExecutive'
  | 'caseSponsor'
  | 'supportingUnit'
  | 'unlabelled';

export interface StatedName {
  readonly for: NamedFor;
  readonly name: string;
}

/** Whom the directory knows by these names; null where a document names nobody, or nobody it knows. */
export type NamedParties = Readonly<Record<Exclude<NamedFor, 'unlabelled'>, string | null>>;

export const nobodyNamed: NamedParties = {
  responsibleUnit: null,
  actionOwner: null,
  leadOfficial: null,
  accountableExecutive: null,
  caseSponsor: null,
  supportingUnit: null,
};

export type NameDoubtCode = 'name_unknown' | 'name_shared' | 'several_named';

/** A name that could not be taken over. */
export interface NameDoubt extends StatedName {
  readonly code: NameDoubtCode;
}

const office = '(?:单位|部门|科室|处室|股室|主体)';
const person = '(?:领导|人员|人|同志|校长|园长)';
const label = new RegExp(
  `((?:整改|主要|具体|直接|第一|牵头|配合|协助)?(?:责任|负责|牵头|配合|协办|分管|包案|主责|主办|经办)(?:校|园|院|局)?(?:${office}|${person}))\\s*:`,
  'gu',
);

/** 责任单位:教务处;责任人:张三、李四 → each name with what it stands for. */
export function statedNames(responsible: string | null): readonly StatedName[] {
  if (responsible === null) return [];
  const text = responsible.normalize('NFKC');
  const labels = [...text.matchAll(label)];
  const before = text.slice(0, labels[0]?.index ?? text.length);
  const labelled = labels.map((found, at) => ({
    for: namedFor(found[1] ?? ''),
    value: text.slice(found.index + found[0].length, labels[at + 1]?.index ?? text.length),
  }));
  return [{ for: 'unlabelled' as const, value: before }, ...labelled].flatMap(
    ({ for: what, value }) => namesIn(value).map((name) => ({ for: what, name })),
  );
}

function namedFor(found: string): NamedFor {
  if (/^(?:整改)?(?:配合|协助|协办)/u.test(found)) return 'supportingUnit';
  if (found.startsWith('第一')) return 'accountableExecutive';
  if (found.startsWith('包案')) return 'caseSponsor';
  if (/(?:单位|部门|科室|处室|股室|主体)$/u.test(found)) return 'responsibleUnit';
  return /(?:领导|校长|园长)$/u.test(found) ? 'leadOfficial' : 'actionOwner';
}

/** Brackets behind a name say what somebody is; 张 三 is one name. */
function namesIn(value: string): readonly string[] {
  return value
    .replaceAll(/\([^()]*\)/gu, '')
    .replaceAll(/(?<![\p{sc=Han}])(\p{sc=Han})\s+(\p{sc=Han})(?![\p{sc=Han}])/gu, '$1$2')
    .split(/[、,;/\s。]+/u)
    .filter((name) => name !== '');
}

/** Takes over each that is named alone and that exactly one in the directory is called. */
export function partiesNamed(
  names: readonly StatedName[],
  directory: PartiesByName,
): { readonly parties: NamedParties; readonly doubts: readonly NameDoubt[] } {
  const parties: Record<keyof NamedParties, string | null> = { ...nobodyNamed };
  const doubts: NameDoubt[] = [];
  for (const stated of names) {
    const several = names.filter((each) => each.for === stated.for).length > 1;
    const found = several ? 'several_named' : codeOf(stated, directory);
    if (typeof found === 'string') doubts.push({ ...stated, code: found });
    else if (parties[found.for] === null) parties[found.for] = found.code;
  }
  return { parties, doubts };
}

interface Found {
  readonly for: keyof NamedParties;
  readonly code: string;
}

function codeOf(stated: StatedName, directory: PartiesByName): Found | NameDoubtCode {
  const known = directory.get(stated.name);
  if (known === undefined) return 'name_unknown';
  const people = known.persons.length > 0 ? known.persons : known.posts;
  const found: readonly Found[] = [
    ...(stated.for === 'responsibleUnit' || stated.for === 'unlabelled' ? known.units : []).map(
      (code): Found => ({ for: 'responsibleUnit', code }),
    ),
    ...(stated.for === 'responsibleUnit' ? [] : people).map((code): Found => ({
      for:
        stated.for === 'unlabelled' || stated.for === 'responsibleUnit'
          ? 'actionOwner'
          : stated.for,
      code,
    })),
  ];
  const [only] = found;
  if (only === undefined) return 'name_unknown';
  return found.length === 1 ? only : 'name_shared';
}
