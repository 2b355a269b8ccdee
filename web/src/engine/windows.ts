import { readWindow, type Row } from './window';

/** Fetches the bytes of a range of px; ends with an `AbortError` where the signal says so. */
export type FetchWindow = (top: number, bottom: number, signal: AbortSignal) => Promise<ArrayBuffer>;

/** No gap between rows is wider, in px: a window that ends nearer to its range's end is whole. */
const widestGap = 50;

interface Slice {
  rows: readonly Row[] | null;
  abort: AbortController | null;
  used: number;
}

/**
 * The rows of one layout, in slices of equal height that are fetched when they come near and dropped when long unused.
 *
 * `want` is cheap enough for every frame. What lies ahead in the direction of scrolling is fetched too; requests for
 * slices that have been left behind are ended. `arrived` is called when rows have come.
 */
export class Windows {
  #slices = new Map<number, Slice>();
  #last = 0;
  #clock = 0;

  constructor(
    private readonly fetchWindow: FetchWindow,
    /** px of the whole layout. */
    readonly height: number,
    /** px of a slice. */
    readonly slice: number,
    private readonly arrived: () => void,
    private readonly failed: (problem: unknown) => void,
    /** Slices kept beyond those that are wanted. */
    private readonly keep = 24,
  ) {}

  /** Says what is seen; `hurried` fetches only that, for a reader who flies by. */
  want(top: number, bottom: number, hurried = false): void {
    const first = this.#index(top);
    const last = this.#index(bottom);
    const down = top >= this.#last;
    this.#last = top;
    const wanted: number[] = [];
    for (let index = first; index <= last; index++) wanted.push(index);
    if (!hurried)
      wanted.push(...(down ? [last + 1, last + 2, first - 1, last + 3] : [first - 1, first - 2, last + 1, first - 3]));
    for (const [index, slice] of this.#slices)
      if (slice.abort && !wanted.includes(index)) {
        slice.abort.abort();
        this.#slices.delete(index);
      }
    for (const index of wanted) if (index >= 0 && index * this.slice < this.height) this.#fetch(index);
    this.#forget();
  }

  /** The rows known so far that touch a range of px, from the top; and whether none is missing. */
  rows(top: number, bottom: number): { rows: Row[]; whole: boolean } {
    const found: Row[] = [];
    let whole = true;
    let above = -1;
    for (let index = this.#index(top); index <= this.#index(bottom); index++) {
      const slice = this.#slices.get(index);
      if (!slice?.rows) {
        if (index * this.slice < this.height) whole = false;
        continue;
      }
      slice.used = ++this.#clock;
      for (const row of slice.rows)
        if (row.number > above && row.y + row.height > top && row.y < bottom) {
          found.push(row);
          above = row.number;
        }
    }
    return { rows: found, whole };
  }

  /** The row of a place, where it is known. */
  rowOf(place: number): Row | undefined {
    for (const { rows } of this.#slices.values())
      for (const row of rows ?? [])
        if (!row.header && place >= row.first && place < row.first + row.pictures.length) return row;
    return undefined;
  }

  /** Fetches what is known anew, and shows it in the meantime: colours, matches and missing files may be others. */
  refresh(): void {
    for (const [index, slice] of this.#slices) {
      if (slice.abort) continue;
      if (slice.used < this.#clock - 200) this.#slices.delete(index);
      else this.#request(index, slice);
    }
  }

  /** Ends all requests; nothing arrives any more. */
  close(): void {
    for (const slice of this.#slices.values()) slice.abort?.abort();
    this.#slices.clear();
  }

  #index(y: number): number {
    return Math.floor(Math.min(Math.max(0, y), this.height) / this.slice);
  }

  #fetch(index: number): void {
    if (this.#slices.has(index)) return;
    const slice: Slice = { rows: null, abort: null, used: ++this.#clock };
    this.#slices.set(index, slice);
    this.#request(index, slice);
  }

  #request(index: number, slice: Slice): void {
    const abort = new AbortController();
    slice.abort = abort;
    const top = index * this.slice;
    this.#all(top, Math.min(this.height, top + this.slice), abort.signal).then(
      (rows) => {
        if (abort.signal.aborted) return;
        slice.rows = rows;
        slice.abort = null;
        this.arrived();
      },
      (problem: unknown) => {
        if (abort.signal.aborted) return;
        slice.abort = null;
        if (!slice.rows) this.#slices.delete(index);
        this.failed(problem);
      },
    );
  }

  /** All rows of a range: a window holds a bounded number of pictures, so that it may end before the range does. */
  async #all(top: number, bottom: number, signal: AbortSignal): Promise<Row[]> {
    const rows: Row[] = [];
    let from = top;
    while (from < bottom) {
      const window = readWindow(await this.fetchWindow(from, bottom, signal));
      const above = rows.at(-1)?.number ?? -1;
      const more = window.rows.filter((row) => row.number > above);
      rows.push(...more);
      const end = more.at(-1);
      if (!end || end.number + 1 >= window.total) break;
      const reached = end.y + end.height;
      if (reached + widestGap >= bottom || reached <= from) break;
      from = reached;
    }
    return rows;
  }

  #forget(): void {
    const idle = [...this.#slices].filter(([, slice]) => slice.rows && !slice.abort);
    if (idle.length <= this.keep) return;
    idle.sort(([, one], [, other]) => one.used - other.used);
    for (const [index] of idle.slice(0, idle.length - this.keep)) this.#slices.delete(index);
  }
}
