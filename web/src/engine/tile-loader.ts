import type { Tile } from './tiles';

/** So many are fetched at a time. */
const atOnce = 4;
/** So many ms later a tile is asked for again that the server has still to cut. */
const rest = 400;

/** What a loaded tile gives back when it is no longer kept. */
interface Closable {
  close(): void;
}

/**
 * The tiles of one picture: fetches those that are wanted, in the order given, keeps the last ones used, and gives up
 * what is no longer wanted. A tile that is still to be cut comes as a number, the share that is cut of all; it is asked
 * for again soon. `changed` is called when something has come, `failed` with what went wrong with a tile; it says whether
 * that is for good. Else the tile is asked for again when tiles are wanted the next time.
 */
export class TileLoader<Image extends Closable> {
  readonly #kept = new Map<string, { tile: Tile; image: Image }>();
  readonly #coming = new Map<string, AbortController>();
  readonly #lost = new Set<string>();
  #wanted: readonly Tile[] = [];
  /** Still to be cut a moment ago. */
  readonly #resting = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #share: number | undefined;
  #closed = false;

  constructor(
    private readonly fetchTile: (tile: Tile, signal: AbortSignal) => Promise<Image | number>,
    private readonly changed: () => void,
    private readonly failed: (problem: unknown) => boolean,
    private readonly most = 160,
  ) {}

  /** Wants these tiles, the most urgent first, and no others. */
  want(tiles: readonly Tile[]): void {
    this.#wanted = tiles;
    const names = new Set(tiles.map(nameOf));
    for (const [name, request] of this.#coming) if (!names.has(name)) request.abort();
    this.#fetch();
  }

  /** All tiles that are there. */
  get loaded(): Iterable<{ tile: Tile; image: Image }> {
    return this.#kept.values();
  }

  /** Whether a wanted tile is still to come. */
  get isWaiting(): boolean {
    return this.#wanted.some((tile) => !this.#kept.has(nameOf(tile)) && !this.#lost.has(nameOf(tile)));
  }

  /** The share of all tiles that the server has cut, from 0 to 1, while one waits for it. */
  get share(): number | undefined {
    return this.#share;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const request of this.#coming.values()) request.abort();
    for (const { image } of this.#kept.values()) image.close();
    this.#kept.clear();
  }

  #fetch(): void {
    for (const tile of this.#wanted) {
      if (this.#closed || this.#coming.size >= atOnce) return;
      const name = nameOf(tile);
      const known = this.#kept.get(name);
      if (known) {
        this.#kept.delete(name);
        this.#kept.set(name, known);
      } else if (!this.#coming.has(name) && !this.#lost.has(name) && !this.#resting.has(name))
        void this.#one(name, tile);
    }
  }

  async #one(name: string, tile: Tile): Promise<void> {
    const request = new AbortController();
    this.#coming.set(name, request);
    try {
      const image = await this.fetchTile(tile, request.signal);
      if (typeof image === 'number') this.#askLater(name, image);
      else if (this.#closed) image.close();
      else {
        this.#kept.set(name, { tile, image });
        this.#forget();
      }
    } catch (problem) {
      if (!request.signal.aborted) {
        if (!this.failed(problem)) {
          this.#coming.delete(name);
          return;
        }
        this.#lost.add(name);
      }
    }
    this.#coming.delete(name);
    if (this.#closed) return;
    this.changed();
    this.#fetch();
  }

  #askLater(name: string, share: number): void {
    this.#share = share;
    this.#resting.add(name);
    if (this.#closed) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#resting.clear();
      this.#fetch();
    }, rest);
  }

  #forget(): void {
    const wanted = new Set(this.#wanted.map(nameOf));
    for (const [name, { image }] of this.#kept) {
      if (this.#kept.size <= this.most) return;
      if (wanted.has(name)) continue;
      this.#kept.delete(name);
      image.close();
    }
  }
}

function nameOf({ level, column, row }: Tile): string {
  return `${level}/${column}/${row}`;
}
