/** Thrown where something has not come to its end in time. */
export class TooSlow extends Error {
  override readonly name = 'TooSlow';
}

/** What comes within the time, in milliseconds; otherwise {@link TooSlow}, and it goes on unheard. */
export async function within<T>(ms: number, coming: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TooSlow()), ms);
  });
  try {
    return await Promise.race([coming, late]);
  } finally {
    clearTimeout(timer);
  }
}
