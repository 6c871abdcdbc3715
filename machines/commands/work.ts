/** Commands of the work itself: measures, evidence, figures, reports, and what is asked of people meanwhile. */
import { z } from 'zod';
import { evidenceSchema } from '../evidence.ts';
import { measureStepSchema } from '../measure.ts';
import { observationSchema } from '../target.ts';
import { slotSchema, textSchema } from '../words.ts';
import { noted } from './members.ts';

export const workCommands = [
  z.strictObject({
    type: z.literal('NUDGE'),
    /** Whom to: the holders of these posts. */
    to: z.array(slotSchema).min(1).max(slotSchema.options.length),
    ...noted,
  }),
  z.strictObject({ type: z.literal('START'), ...noted }),
  z
    .strictObject({
      type: z.literal('ADVANCE_MEASURE'),
      no: z.int().positive(),
      step: measureStepSchema,
      ...noted,
    })
    .refine(({ step, note }) => step !== 'DROP' || note !== undefined, {
      path: ['note'],
      message: 'must say why the measure is dropped',
    }),
  z.strictObject({
    type: z.literal('ATTACH_EVIDENCE'),
    measureNo: z.int().positive(),
    evidence: evidenceSchema,
  }),
  z.strictObject({ type: z.literal('OBSERVE'), observation: observationSchema }),
  z.strictObject({ type: z.literal('REPORT_PROGRESS'), text: textSchema }),
  z.strictObject({ type: z.literal('SUBMIT'), ...noted }),
] as const;
