import { notReached } from '../../../src/engine/notices/pass-on.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { templateNames } from '../../../src/channels/render.ts';
import { placeholderNames } from '../../../src/channels/placeholders.ts';
import { textOf } from '../../../src/channels/texts.ts';
import { readShippedPolicies } from '../../../src/policy/policy-files.ts';

/** The templates that events name: the machine's own sources are the list. */
function templatesOfEvents(): string[] {
  const folder = new URL('../../../machines/', import.meta.url);
  const sources = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.startsWith('finding') || name.startsWith('changes'))
    .filter((name) => name.endsWith('.ts'));
  return sources.flatMap((name) => {
    const source = readFileSync(new URL(name, folder), 'utf8');
    const named = source.matchAll(/(?:\.tell\(\s*|\btemplate: )'([^']+)'/gu);
    return Array.from(named, ([, template = '']) => template);
  });
}

async function templatesOfRungs(): Promise<string[]> {
  const policies = await readShippedPolicies(templateNames);
  return policies
    .flatMap(({ cadences }) => Object.values(cadences))
    .flatMap(({ rungs, repeat }) => [...rungs, repeat].map(({ template }) => template));
}

describe('the notice texts', () => {
  test('cover every template of the machine and of the shipped policies, and no other', async () => {
    const used = new Set([...templatesOfEvents(), ...(await templatesOfRungs()), notReached]);
    expect(used.size).toBeGreaterThan(25);
    expect(templateNames.toSorted()).toEqual([...used].toSorted());
  });

  test('have a tag and a text in both languages each, and tags that tell them apart', () => {
    const texts = templateNames.map(textOf);
    for (const { tag, body, next, english, englishNext } of texts) {
      for (const part of [tag, body, next]) expect(part).toMatch(/\p{Script=Han}|\{\{todo\}\}/u);
      for (const part of [english, englishNext]) expect(part).toMatch(/[a-z]{3}|\{\{todoEn\}\}/u);
    }
    expect(new Set(texts.map(({ tag }) => tag)).size).toBe(texts.length);
  });

  test('use every placeholder there is', () => {
    const all = templateNames.flatMap((name) => Object.values(textOf(name))).join('');
    // The layout itself puts these in.
    const laidOut = new Set(['person', 'state', 'stateEn']);
    const unused = placeholderNames.filter(
      (name) => !all.includes(`{{${name}}}`) && !laidOut.has(name),
    );
    expect(unused).toEqual([]);
  });

  test.each(['constructor', '__proto__', 'toString', '', 'a-policy-of-next-year'])(
    'fall back to a general one for a template without a text (%j)',
    (template) => {
      expect(textOf(template).tag).toBe('整改通知');
    },
  );
});
