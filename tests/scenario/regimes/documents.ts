/** The documents of the regimes: the real ones lie beside the repository and may be missing, ours are samples. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe } from 'vitest';
import { z } from 'zod';
import { DID_NOT_RUN, sayNotRun, seeds, seedsAreHere } from '../../support/seeds.ts';
import { type IntakeDocument } from '../../../src/intake/index.ts';
import { readDocument } from '../../../src/intake/read-document.ts';

const samples = new URL('../../../samples/', import.meta.url);

/** The number of a seed, or the name of a sample; with what the story has to know of that document. */
export interface Source<Facts> {
  readonly file: string;
  readonly facts: Facts;
}

export interface GivenDocument {
  /** The file's name: imports cite it. */
  readonly name: string;
  text(): string;
  /** Throws where intake refuses it. */
  read(): IntakeDocument;
}

/** The same story from each document; one that is not here is skipped by its name. */
export function describeRegime<Facts>(
  title: string,
  sources: readonly Source<Facts>[],
  story: (document: GivenDocument, facts: Facts) => void,
): void {
  for (const { file, facts } of sources) {
    const { called, isHere, url } = placeOf(file);
    if (!isHere) sayNotRun(`${title}, from ${called}`);
    describe.skipIf(!isHere)(`${title}, from ${called}`, () => {
      story(givenBy(url), facts);
    });
  }
}

function placeOf(file: string): { called: string; isHere: boolean; url: URL } {
  if (!/^\d{3}$/.test(file)) return { called: file, isHere: true, url: new URL(file, samples) };
  const name = seedsAreHere ? readdirSync(seeds).find((each) => each.startsWith(file)) : undefined;
  return {
    called: `seed ${file} (${DID_NOT_RUN})`,
    isHere: seedsAreHere,
    url: new URL(name ?? file, seeds),
  };
}

const Truth = z.array(
  z.object({
    file: z.string(),
    actual_counts: z.object({ findings: z.number(), measures: z.number() }),
  }),
);

/** What the hand-made truth counts in a seed; read when a test runs. */
export function truthCounts(seed: string): { findings: number; measures: number } {
  const all: unknown = JSON.parse(readFileSync(new URL('truth.json', seeds), 'utf8'));
  const found = Truth.parse(all).find(({ file }) => file.startsWith(seed));
  if (found === undefined) throw new Error(`there is no truth of seed ${seed}`);
  return found.actual_counts;
}

function givenBy(file: URL): GivenDocument {
  const name = file.pathname.split('/').at(-1) ?? '';
  const text = () => readFileSync(file, 'utf8');
  return {
    name,
    text,
    read() {
      const result = readDocument(text());
      if (!result.ok) throw new Error(result.error.message);
      return result.document;
    },
  };
}

/** The numbers of its findings, in order. */
export function numbersIn(document: GivenDocument): string[] {
  return document.read().aspects.flatMap(({ findings }) => findings.map(({ no }) => no));
}
