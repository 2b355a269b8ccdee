/** Browsers clamp very tall elements, and their positions lose fractions of a px long before. */
export const tallest = 4_000_000;

/**
 * Maps a scroll bar of bounded height to a content of any height.
 *
 * Up to `tallest` one is the other. Beyond, small moves of the bar (a wheel, a key) move the content by as many px,
 * and far ones (a dragged thumb) move it in proportion; both ends are exact. The bar drifts from its proportional
 * place by small moves: `settle` tells where it belongs once scrolling rests. All numbers are px.
 */
export class Scroller {
  /** Height of the element that the browser scrolls. */
  barHeight = 0;
  /** Upper edge of what is seen, in px of the content. */
  top = 0;
  #bar = 0;
  #content = 0;
  #view = 0;

  /** Sets the heights of the content and of what is seen of it; keeps `top` as far as it exists. */
  resize(content: number, view: number): void {
    this.#content = content;
    this.#view = view;
    this.barHeight = Math.min(Math.max(content, view), tallest);
    this.top = Math.min(this.top, this.#reach);
    this.#bar = this.barOf(this.top);
  }

  /** The lowest `top`. */
  get #reach(): number {
    return Math.max(0, this.#content - this.#view);
  }
  get #barReach(): number {
    return Math.max(0, this.barHeight - this.#view);
  }

  /** Where the bar stands in proportion to a place of the content. */
  barOf(top: number): number {
    return this.#reach === 0 ? 0 : Math.round((top / this.#reach) * this.#barReach);
  }

  /** Takes where the browser has scrolled to; answers where its bar must be put, or null where it is right. */
  scrolled(bar: number): number | null {
    const moved = bar - this.#bar;
    this.#bar = bar;
    if (this.#reach === this.#barReach) {
      this.top = Math.min(bar, this.#reach);
      return null;
    }
    const far = Math.abs(moved) > 2 * this.#view;
    const wanted = far ? (bar / this.#barReach) * this.#reach : this.top + moved;
    this.top = Math.round(Math.min(this.#reach, Math.max(0, wanted)));
    if (far) return null;
    // An end of the content is an end of the bar, and the other way round; within a px of the bar the content snaps.
    const end = bar <= 0 || bar >= this.#barReach;
    const contentEnd = this.top <= 0 || this.top >= this.#reach;
    if (end === contentEnd) return null;
    const proper = this.barOf(this.top);
    if (proper <= 0) this.top = 0;
    if (proper >= this.#barReach) this.top = this.#reach;
    return proper === bar ? null : this.#put(proper);
  }

  /** Goes to a place of the content; answers where the bar must be put. */
  go(top: number): number {
    this.top = Math.round(Math.min(this.#reach, Math.max(0, top)));
    return this.#put(this.barOf(this.top));
  }

  /** Where the bar belongs while nothing moves, or null where it stands there. */
  settle(): number | null {
    const proper = this.barOf(this.top);
    return Math.abs(proper - this.#bar) > 1 ? this.#put(proper) : null;
  }

  /** What must be added to a y of the content for its y in the element that the browser scrolls. */
  get shift(): number {
    return this.#bar - this.top;
  }

  #put(bar: number): number {
    this.#bar = bar;
    return bar;
  }
}
