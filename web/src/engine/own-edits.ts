/** So long (ms) an edit counts as just made. */
const memory = 60_000;

/** Which values this page has set in the last minute, so that it can be told when somebody else sets them anew. Times are ms. */
export class OwnEdits {
  #times = new Map<number, Map<number, number>>();

  /** Notes that a property of some instances was set here. */
  note(property: number, ids: Iterable<number>, now: number): void {
    const times = this.#recent(property, now);
    for (const id of ids) times.set(id, now);
    this.#times.set(property, times);
  }

  /** Which of these were just set here; each is answered once. */
  overtaken(property: number, ids: Iterable<number>, now: number): number[] {
    const times = this.#recent(property, now);
    this.#times.set(property, times);
    return [...ids].filter((id) => times.delete(id));
  }

  /** Forgets all: another project is open. */
  clear(): void {
    this.#times.clear();
  }

  #recent(property: number, now: number): Map<number, number> {
    return new Map([...(this.#times.get(property) ?? [])].filter(([, time]) => now - time <= memory));
  }
}
