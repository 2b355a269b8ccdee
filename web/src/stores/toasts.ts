import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { Schemas } from '@/api/client';

/** A sentence at the lower edge that goes by itself, with at most one thing to do. */
export interface Toast {
  id: number;
  /** `plain` says what happened, `bad` what was refused. */
  kind: 'plain' | 'bad';
  text: string;
  /** A chip behind the text, for the tag that was put. */
  tag?: { name: string; color: number };
  /** The word of the button, and what it does. */
  action?: { label: string; run: () => void };
  /** What a step did: said as a sentence in place of the text. */
  what?: Schemas['Deed'][];
  /** Said before it, where the step took back or brought back another. */
  turn?: 'undone' | 'redone' | 'reverted';
  /** How many values an undo left alone, because somebody has changed them since. */
  left?: number;
  /** What the button *Undo* does. */
  undo?: () => void;
  /** The code of a refusal, for its sentence in the person's language. */
  code?: string;
}

const secondsAfterHold = 4;

export const useToasts = defineStore('toasts', () => {
  const toasts = ref<Toast[]>([]);
  const timers = new Map<number, number>();
  let held = false;
  let last = 0;

  /** Shows a toast for `seconds`, or longer while toasts are held; the newest two are seen. Returns what takes it away. */
  function say(toast: Omit<Toast, 'id'>, seconds = 6): () => void {
    const id = ++last;
    toasts.value.slice(0, -1).forEach((old) => dismiss(old.id));
    toasts.value = [...toasts.value, { ...toast, id }];
    const gone = () => dismiss(id);
    timers.set(id, held ? 0 : window.setTimeout(gone, seconds * 1000));
    return gone;
  }

  function dismiss(id: number): void {
    window.clearTimeout(timers.get(id));
    timers.delete(id);
    toasts.value = toasts.value.filter((toast) => toast.id !== id);
  }

  /** Keeps the toasts that are seen, while a person points at one or stands in it; let go, they stay some seconds more. */
  function hold(on: boolean): void {
    if (on === held) return;
    held = on;
    for (const [id, timer] of timers) {
      window.clearTimeout(timer);
      timers.set(id, held ? 0 : window.setTimeout(() => dismiss(id), secondsAfterHold * 1000));
    }
  }
  return { toasts, say, dismiss, hold };
});
