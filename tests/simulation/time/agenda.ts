/** What comes next: keys by the instant (epoch ms) they are due at, the earliest first. */

interface Entry<K> {
  readonly key: K;
  readonly at: number;
  readonly order: number;
}

/** A heap whose outdated entries are dropped only when they come up. */
export class Agenda<K> {
  readonly #heap: Entry<K>[] = [];
  readonly #at = new Map<K, number>();
  #orders = 0;

  /** The instant of the first key; Infinity when there is none. */
  get next(): number {
    return this.#first()?.at ?? Number.POSITIVE_INFINITY;
  }

  set(key: K, at: number): void {
    this.#at.set(key, at);
    this.#orders += 1;
    this.#heap.push({ key, at, order: this.#orders });
    this.#rise(this.#heap.length - 1);
  }

  delete(key: K): void {
    this.#at.delete(key);
  }

  /** Takes the first key out where it is due by `now`. */
  take(now: number): K | undefined {
    const first = this.#first();
    if (first === undefined || first.at > now) return undefined;
    this.#at.delete(first.key);
    return first.key;
  }

  #first(): Entry<K> | undefined {
    for (;;) {
      const [first] = this.#heap;
      if (first === undefined || this.#at.get(first.key) === first.at) return first;
      this.#drop();
    }
  }

  #drop(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#sink();
  }

  #rise(from: number): void {
    for (let at = from; at > 0;) {
      const above = (at - 1) >> 1;
      if (!this.#swapped(above, at)) return;
      at = above;
    }
  }

  #sink(): void {
    for (let at = 0; ;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const below = this.#isEarlier(right, left) ? right : left;
      if (!this.#swapped(at, below)) return;
      at = below;
    }
  }

  /** Whether the one below had to come up. */
  #swapped(above: number, below: number): boolean {
    const [upper, lower] = [this.#heap[above], this.#heap[below]];
    if (upper === undefined || lower === undefined || !this.#isEarlier(below, above)) return false;
    this.#heap[above] = lower;
    this.#heap[below] = upper;
    return true;
  }

  /** By instant, then in the order they were set. */
  #isEarlier(one: number, other: number): boolean {
    const [first, second] = [this.#heap[one], this.#heap[other]];
    if (first === undefined || second === undefined) return false;
    return first.at === second.at ? first.order < second.order : first.at < second.at;
  }
}
