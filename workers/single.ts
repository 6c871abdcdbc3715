/** Runs one at a time; whoever asks meanwhile gets one more run after it. */
export function single<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null;
  let next: Promise<T> | null = null;
  const start = (): Promise<T> => {
    running = work().finally(() => {
      running = null;
    });
    return running;
  };
  return () => {
    if (running === null) return start();
    next ??= running.then(nothing, nothing).then(() => {
      next = null;
      return start();
    });
    return next;
  };
}

function nothing(): void {
  // Whoever asked for that run has heard how it ended.
}
