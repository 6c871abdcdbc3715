/**
 * Limits what a library may allocate outside the heap, which a thread's resource limits do not count:
 * a stream that unpacks to gigabytes grows one array, and none may be larger than the limit.
 */

export interface ArrayCap {
  /** Whether an array was refused since this was last asked. */
  tripped(): boolean;
  setLimit(bytes: number): void;
}

const CAPPED = [
  'ArrayBuffer',
  'Uint8Array',
  'Uint8ClampedArray',
  'Uint16Array',
  'Uint32Array',
] as const;

/** Replaces the constructors of this thread, for good. Arrays over what exists already are let be. */
export function capArrays(): ArrayCap {
  let [limit, tripped] = [Infinity, false];
  for (const name of CAPPED) {
    const constructor = globalThis[name];
    const width = 'BYTES_PER_ELEMENT' in constructor ? constructor.BYTES_PER_ELEMENT : 1;
    const capped = new Proxy(constructor, {
      construct(target, given: unknown[], newTarget) {
        const [length] = given;
        if (typeof length === 'number' && length * width > limit) {
          tripped = true;
          throw new RangeError('array too large');
        }
        // As if the constructor itself had been called: a copy of one is made by what it names.
        const made: object = Reflect.construct(
          target,
          given,
          newTarget === capped ? target : newTarget,
        );
        return made;
      },
    });
    Object.defineProperty(globalThis, name, { value: capped, writable: true, configurable: true });
  }
  return {
    tripped() {
      const was = tripped;
      tripped = false;
      return was;
    },
    setLimit(bytes) {
      limit = bytes;
    },
  };
}
