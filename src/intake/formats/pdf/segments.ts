/** The pieces of text on a page and where they stand, turned so that the page reads upright. */
import { withoutLookalikes } from '../lookalikes.ts';
import type { PdfPage } from './open.ts';

/** Measures in points, from the left and from the top. */
export interface Segment {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  /** The base line. */
  readonly y: number;
  readonly size: number;
  /** White space stands before it, on the line. */
  readonly spaced: boolean;
}

export interface PageText {
  /** As the file has them, which is the order they were written in. */
  readonly segments: readonly Segment[];
  readonly height: number;
}

interface Item {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
}

/** Quarter turns: 0 reads from left to right, 1 from bottom to top, and so on. */
interface Placed {
  readonly item: Item;
  readonly quarter: number | null;
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** Text at an angle is a stamp or a watermark, and is left out. */
export async function readPage(page: PdfPage): Promise<PageText> {
  const viewport = page.getViewport({ scale: 1 });
  const { items } = await page.getTextContent({ includeMarkedContent: false });
  const view: readonly number[] = viewport.transform;
  const placed: Placed[] = [];
  for (const item of items) if ('str' in item) placed.push(place(item, view));
  const quarter = mostOften(placed);
  const segments: Segment[] = [];
  let spaced = false;
  for (const each of placed) {
    if (each.quarter !== quarter) continue;
    const text = plain(each.item.str);
    if (text.trim() === '') spaced = true;
    else {
      segments.push(upright(each, text, quarter, spaced || text.startsWith(' ')));
      spaced = text.endsWith(' ');
    }
  }
  const sideways = quarter === 1 || quarter === 3;
  return { segments, height: sideways ? viewport.width : viewport.height };
}

function place(item: Item, view: readonly number[]): Placed {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = item.transform;
  const [va = 1, vb = 0, vc = 0, vd = -1, ve = 0, vf = 0] = view;
  const [alongX, alongY] = [va * a + vc * b, vb * a + vd * b];
  return {
    item,
    quarter: quarterOf(Math.atan2(-alongY, alongX)),
    x: va * e + vc * f + ve,
    y: vb * e + vd * f + vf,
    size: Math.hypot(c, d) || Math.hypot(a, b),
  };
}

const SLACK = 0.05;

function quarterOf(angle: number): number | null {
  const turns = (angle / (Math.PI / 2) + 4) % 4;
  const nearest = Math.round(turns);
  return Math.abs(turns - nearest) < SLACK ? nearest % 4 : null;
}

function mostOften(placed: readonly Placed[]): number {
  const characters = [0, 0, 0, 0];
  for (const { item, quarter } of placed) {
    if (quarter !== null) characters[quarter] = (characters[quarter] ?? 0) + item.str.length;
  }
  return characters.indexOf(Math.max(...characters));
}

function upright(
  { item, x, y, size }: Placed,
  text: string,
  quarter: number,
  spaced: boolean,
): Segment {
  // Coordinates along and across the direction of the text; only their differences matter.
  const [left, across] =
    quarter === 0 ? [x, y] : quarter === 1 ? [-y, x] : quarter === 2 ? [-x, -y] : [y, -x];
  return { text: text.trim(), left, right: left + item.width, y: across, size, spaced };
}

const plain = (text: string): string => withoutLookalikes(text).replaceAll('\u0000', '');
