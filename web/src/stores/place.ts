import { defineStore } from 'pinia';

/** Where somebody is in a view: the picture at the upper edge (0: none, one is at the top), how far below it that begins, and which groups are folded. */
export interface Place {
  id: number;
  at: number;
  collapsed: number[];
}

/**
 * Where in a view one is, for those who leave it and come back. Whoever shows pictures tells where one is; a place that is
 * wanted is taken once, by the next view that is laid out.
 */
export const usePlace = defineStore('place', () => {
  let teller: (() => Place | null) | null = null;
  let next: Place | null = null;

  /** Tells where one is until what it returns is called. */
  function tell(now: () => Place | null): () => void {
    teller = now;
    return () => {
      if (teller === now) teller = null;
    };
  }
  const now = (): Place | null => teller?.() ?? null;
  /** Wants the next view to be shown from a place; from its beginning, where there is none. */
  function want(place: Place | null): void {
    next = place;
  }
  /** The groups that the next view shows folded. */
  const folded = (): number[] => next?.collapsed ?? [];
  /** Takes the place that is wanted. */
  function arrive(): Place | null {
    const place = next;
    next = null;
    return place;
  }
  return { tell, now, want, folded, arrive };
});
