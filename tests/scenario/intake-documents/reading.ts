/** The one place that says which reader is measured. */
import { readDocument } from '../../../src/intake/index.ts';
import type { Read } from '../../support/documents/score.ts';

export const readUnderTest: Read = (text) => readDocument(text);
