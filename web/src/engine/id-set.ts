const pageBits = 16;
const pageWords = 2 ** (pageBits - 5);

/** A set of positive ids as pages of bits: a million ids take some 130 kB, whatever their order. */
export class IdSet {
  #pages = new Map<number, Uint32Array>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  has(id: number): boolean {
    const page = this.#pages.get(id >>> pageBits);
    return page !== undefined && (page[(id >>> 5) & (pageWords - 1)]! & (1 << (id & 31))) !== 0;
  }

  add(id: number): boolean {
    let page = this.#pages.get(id >>> pageBits);
    if (!page) this.#pages.set(id >>> pageBits, (page = new Uint32Array(pageWords)));
    const word = (id >>> 5) & (pageWords - 1);
    const mask = 1 << (id & 31);
    if ((page[word]! & mask) !== 0) return false;
    page[word]! |= mask;
    this.#size++;
    return true;
  }

  delete(id: number): boolean {
    if (!this.has(id)) return false;
    this.#pages.get(id >>> pageBits)![(id >>> 5) & (pageWords - 1)]! &= ~(1 << (id & 31));
    this.#size--;
    return true;
  }

  clear(): void {
    this.#pages.clear();
    this.#size = 0;
  }

  addAll(ids: Iterable<number>): void {
    for (const id of ids) this.add(id);
  }

  deleteAll(ids: Iterable<number>): void {
    for (const id of ids) this.delete(id);
  }

  /** How many of some ids are in here. */
  countOf(ids: Iterable<number>): number {
    let count = 0;
    for (const id of ids) if (this.has(id)) count++;
    return count;
  }

  copy(): IdSet {
    const other = new IdSet();
    for (const [key, page] of this.#pages) other.#pages.set(key, page.slice());
    other.#size = this.#size;
    return other;
  }

  /** All ids, ascending. */
  toArray(): Int32Array<ArrayBuffer> {
    const all = new Int32Array(this.#size);
    let next = 0;
    for (const key of [...this.#pages.keys()].sort((one, other) => one - other)) {
      const page = this.#pages.get(key)!;
      for (let word = 0; word < pageWords; word++) {
        let bits = page[word]!;
        while (bits !== 0) {
          const low = bits & -bits;
          all[next++] = (key << pageBits) + (word << 5) + (31 - Math.clz32(low));
          bits ^= low;
        }
      }
    }
    return all;
  }
}
