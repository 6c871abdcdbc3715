/** Finds out of which mail a bounce speaks: by its Message-ID, wherever servers leave it. */
import { type Headers, headerOf, mailOf } from './mime-headers.ts';
import { contentOf, isOriginal, type Leaf } from './mime-parts.ts';

const longestId = 998;

/** The form of our own. */
const ids = /<[^<>@\s]+@[^<>@\s]+>/gu;

function idsIn(value: string): readonly string[] {
  return (value.match(ids) ?? []).filter((id) => id.length <= longestId);
}

/** From the mail that came back, or its header, as a part of the bounce. */
export function idOfOriginal(leaves: readonly Leaf[]): string | undefined {
  return firstOf(leaves.filter(isOriginal), (leaf) =>
    // Some servers put our mail's own encoding on the part, which is then not encoded at all.
    firstOf([contentOf(leaf), leaf.body], (mail) =>
      idsIn(headerOf(mailOf(mail).headers, 'message-id')).at(0),
    ),
  );
}

/** From a field some servers add to the report for machines. */
export function idInReport(blocks: readonly Headers[]): string | undefined {
  return firstOf(blocks, (block) =>
    firstOf(['original-message-id', 'x-original-message-id'], (name) =>
      idsIn(headerOf(block, name)).at(0),
    ),
  );
}

/** From the header of our mail pasted into a text; a line may be quoted, and folded behind the name. */
export function idInText(text: string): string | undefined {
  const line = /^(?:>[ \t]?)?message-id:[ \t]*(?:\n[ \t]+)?(<[^<>@\s]+@[^<>@\s]+>)/imu;
  return idsIn(line.exec(text)?.[1] ?? '').at(0);
}

/** From what the bounce says it answers. */
export function idAnswered(headers: Headers): string | undefined {
  return (
    idsIn(headerOf(headers, 'in-reply-to')).at(0) ?? idsIn(headerOf(headers, 'references')).at(-1)
  );
}

function firstOf<T>(each: readonly T[], idOf: (one: T) => string | undefined): string | undefined {
  for (const one of each) {
    const id = idOf(one);
    if (id !== undefined) return id;
  }
  return undefined;
}
