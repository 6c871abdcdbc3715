/** Questionnaires (测评问卷): questions with a scale each, as versioned data, checked whole before use. */
import { z } from 'zod';
import { storedText } from '../../machines/words.ts';

const pointSchema = z.int().min(-1_000).max(1_000);

const scaleSchema = z
  .strictObject({
    /** The worst that can be answered, a whole number. */
    from: pointSchema,
    /** The best. */
    to: pointSchema,
    /** What points are called; the others go by their number. */
    labels: z.record(z.string().regex(/^(?:0|-?[1-9]\d{0,3})$/u), storedText(100)).optional(),
  })
  .superRefine(({ from, to, labels = {} }, context) => {
    const refuse = (path: string[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    if (from >= to) refuse(['to'], 'must be more than from: the best answer is the highest');
    for (const point of Object.keys(labels)) {
      if (Number(point) < from || Number(point) > to) {
        refuse(['labels', point], `is not on the scale from ${from} to ${to}`);
      }
    }
  });

const questionSchema = z.strictObject({
  no: z.int().min(1).max(9_999),
  text: storedText(2_000),
  scale: scaleSchema,
  /** How much it counts beside the others; 1 unless said, 0 for one that is asked and does not count. */
  weight: z.number().min(0).max(1_000).optional(),
});
export type Question = z.infer<typeof questionSchema>;

const leastSchema = z.number().min(0).max(100);

const gradesSchema = z
  .strictObject({ good: leastSchema, fairlyGood: leastSchema, average: leastSchema })
  .refine(({ good, fairlyGood, average }) => good > fairlyGood && fairlyGood > average, {
    message: 'each grade must begin below the one before it: good, fairlyGood, average',
  });

export const questionnaireSchema = z
  .strictObject({
    id: storedText(100).refine((id) => !/[@\s]/u.test(id), {
      message: 'must not contain @ or white space',
    }),
    version: z.int().min(1).max(999_999_999),
    title: storedText(200),
    questions: z.array(questionSchema).min(1).max(100),
    /** No figure is shown while fewer than so many have answered. */
    minimumSample: z.int().min(1).max(1_000_000),
    /** 好、较好、一般: the least score of each; what is below is 差. */
    grades: gradesSchema.optional(),
  })
  .superRefine(({ questions }, context) => {
    const seen = new Set<number>();
    for (const [index, { no }] of questions.entries()) {
      if (seen.has(no)) {
        const message = `question ${no} is given twice`;
        context.addIssue({ code: 'custom', path: ['questions', index, 'no'], message });
      }
      seen.add(no);
    }
    if (questions.length > 0 && questions.every(({ weight }) => weight === 0)) {
      const message = 'one question at least must count: all weights are 0';
      context.addIssue({ code: 'custom', path: ['questions'], message });
    }
  });
export type Questionnaire = z.infer<typeof questionnaireSchema>;

/** `rectification-satisfaction@1`: how surveys and people name it. */
export function questionnaireNameOf({
  id,
  version,
}: Pick<Questionnaire, 'id' | 'version'>): string {
  return `${id}@${version}`;
}

/** How much the question counts beside the others. */
export function weightOf({ weight = 1 }: Question): number {
  return weight;
}
