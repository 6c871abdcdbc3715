/** What a text says of one figure: how it is bounded, what is counted, whether it is aimed at or reached. */
import type { StatedTarget } from '../../schema.ts';

export type Comparison = StatedTarget['comparison'];

export interface Figure {
  /** Place of `raw` in the text. */
  readonly at: number;
  readonly raw: string;
  readonly comparison: Comparison;
  readonly value: number;
  readonly unit: string | null;
  /** What values of this kind are compared in, and how much of it one unit is. */
  readonly base: string | null;
  readonly scale: number;
  readonly metric: string | null;
  /** Aimed at, as opposed to reached. */
  readonly isAim: boolean;
}

export const isChange = ({ comparison }: Pick<Figure, 'comparison'>): boolean =>
  comparison === 'reduce_by' || comparison === 'raise_by';
