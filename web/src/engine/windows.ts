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

/** Fetched ahead is what will be seen within so many ms, and at least so many slices; beyond the most, one flies by. */
const aheadMillis = 800;
const leastAhead = 3;
const mostAhead = 12;

/** A range of px whose rows are not known yet. */
export interface Gap {
  readonly top: number;
  readonly bottom: number;
}

/**
 * The rows of one layout, in slices of equal height that are fetched when they come near and dropped when long unused.
 *
 * `want` is cheap enough for every frame. What lies ahead in the direction of scrolling is fetched too, the further the
 * faster one scrolls; requests for slices that have been left far behind are ended. `arrived` is called when rows have
 * come.
 */
export class Windows {
  #slices = new Map<number, Slice>();
  #down = true;
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
    private readonly keep = 64,
  ) {}

  /** Says what is seen, and how fast that moves: px/ms, negative upwards. */
  want(top: number, bottom: number, speed = 0): void {
    const first = this.#index(top);
    const last = this.#index(bottom);
    if (speed !== 0) this.#down = speed > 0;
    const wanted = Array.from({ length: last - first + 1 }, (_, nth) => first + nth);
    const ahead = Math.max(leastAhead, Math.ceil((Math.abs(speed) * aheadMillis) / this.slice));
    if (ahead <= mostAhead) {
      const next = (nth: number): number => (this.#down ? last + nth : first - nth);
      wanted.push(next(1), next(2), this.#down ? first - 1 : last + 1);
      for (let nth = 3; nth <= ahead; nth++) wanted.push(next(nth));
    }
    for (const [index, slice] of this.#slices)
      if (slice.abort && (index < first - mostAhead || index > last + mostAhead)) {
        slice.abort.abort();
        this.#slices.delete(index);
      }
    for (const index of wanted) if (index >= 0 && index * this.slice < this.height) this.#fetch(index);
    this.#forget();
  }

  /** The rows known so far that touch a range of px, from the top; and where rows are missing in it. */
  rows(top: number, bottom: number): { rows: Row[]; gaps: Gap[] } {
    const found: Row[] = [];
    const gaps: Gap[] = [];
    let gapTop = -1;
    let above: Row | undefined;
    const end = (y: number): void => {
      if (gapTop >= 0 && y > gapTop) gaps.push({ top: gapTop, bottom: y });
      gapTop = -1;
    };
    for (let index = this.#index(top); index <= this.#index(bottom); index++) {
      const slice = this.#slices.get(index);
      if (!slice?.rows) {
        // A row may reach into a slice that is not known.
        if (gapTop < 0) gapTop = Math.max(index * this.slice, above ? above.y + above.height : 0);
        continue;
      }
      slice.used = ++this.#clock;
      end(slice.rows[0]?.y ?? index * this.slice);
      for (const row of slice.rows)
        if (row.number > (above?.number ?? -1)) {
          above = row;
          if (row.y + row.height > top && row.y < bottom) found.push(row);
        }
    }
    end(Math.min(this.height, (this.#index(bottom) + 1) * this.slice));
    return { rows: found, gaps };
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
