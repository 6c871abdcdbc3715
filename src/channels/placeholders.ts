/** The logic-less `{{name}}` of notice texts. Names come from a closed list, values are never read again. */

/** Everything a notice text may name. */
export const placeholderNames = [
  /** The person written to. */
  'person',
  'number',
  'title',
  'round',
  'unit',
  /** 规则: the rule the clock runs by, and the policy it is from. */
  'rule',
  'policy',
  /** What the clock times, its due instant with offset, and how far that is away, in both languages. */
  'clock',
  'clockEn',
  'due',
  'dueEn',
  'timing',
  'timingEn',
  /** Where the finding stands. */
  'state',
  'stateEn',
  /** What happened, and what is now to be done about it. */
  'event',
  'eventEn',
  'todo',
  'todoEn',
] as const;

type PlaceholderName = (typeof placeholderNames)[number];
export type PlaceholderValues = Readonly<Record<PlaceholderName, string>>;

const placeholder = /\{\{(\w+)\}\}/gu;
const known: ReadonlySet<string> = new Set(placeholderNames);

/** The text as given. Throws a TypeError for a placeholder that is not on the list, or half of one. */
export function checkedText(text: string): string {
  const rest = text.replaceAll(placeholder, (whole, name: string) => {
    if (!known.has(name)) throw new TypeError(`No such placeholder: ${whole}`);
    return '';
  });
  if (/\{\{|\}\}/u.test(rest)) throw new TypeError(`Broken placeholder in: ${text}`);
  return text;
}

/** How many there are in a text. */
export function placeholdersIn(text: string): number {
  return text.match(placeholder)?.length ?? 0;
}

/** Puts the values in, in one pass: a value that looks like a placeholder stays what it is. */
export function fill(text: string, values: PlaceholderValues): string {
  return text.replaceAll(placeholder, (whole, name: string) =>
    isName(name) ? values[name] : whole,
  );
}

function isName(name: string): name is PlaceholderName {
  return known.has(name);
}
