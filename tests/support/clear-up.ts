/** What a test file leaves behind is cleared up when it is done. Several files share one process, one after the other. */
const leftovers: (() => unknown)[] = [];

/** Has that done after all tests and hooks of the present test file; what is left last goes first. */
export function whenFileIsDone(clear: () => unknown): void {
  leftovers.push(clear);
}

export async function clearUp(): Promise<void> {
  for (const clear of leftovers.splice(0).toReversed()) await clear();
}
