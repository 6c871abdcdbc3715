/** A document before anything has happened to it on its way. */
import type { Paper } from './paper.ts';
import type { Scene } from './scene.ts';
import type { DocumentForm, Truth } from './truth.ts';

export interface Drafted {
  readonly form: DocumentForm;
  readonly paper: Paper;
  readonly scene: Scene;
  readonly truth: Truth;
  /** Choices of layout, for whoever looks for the cause of a failure. */
  readonly switches: readonly string[];
}
