/** The one place that says which reader is measured. */
import { readDocument } from '../../../src/intake/read-document.ts';
import type { Read } from '../../support/documents/score.ts';

export const readUnderTest: Read = (text) => readDocument(text);
