import { computed, ref, type ComputedRef, type Ref } from 'vue';
import { fitted, zoomAt, type Pan } from './zoom';

interface Point {
  x: number;
  y: number;
}
interface Size {
  width: number;
  height: number;
}

/** px around a fitted picture. */
const margin = 20;
/** px at the lower edge where the caption stands. */
const captionRoom = 34;
/** px of the page for a pixel, at most. */
const most = 16;

/** How one picture lies on its stage: fitted, zoomed at a point, pushed about. */
export function usePan(size: ComputedRef<Size>, room: Ref<Size>) {
  const density = window.devicePixelRatio || 1;
  const whole = computed(() => fitted(size.value, { ...room.value, height: room.value.height - captionRoom }, margin));
  /** null while the picture is fitted; else how it is moved. */
  const moved = ref<Pan | null>(null);
  const shown = computed<Pan>(() => moved.value ?? whole.value);
  /** px of the screen for a pixel. */
  const scale = computed(() => shown.value.scale * density);
  const middle = (): Point => ({ x: room.value.width / 2, y: room.value.height / 2 });

  function fit(): void {
    moved.value = null;
  }
  function zoom(factor: number, at: Point = middle()): void {
    const least = Math.min(whole.value.scale, 1 / density);
    const next = Math.min(most, Math.max(least, shown.value.scale * factor));
    moved.value = next <= whole.value.scale * 1.001 ? null : zoomAt(shown.value, next, at, size.value, room.value);
  }
  /** 100 %: one pixel of the picture is one of the screen. */
  function pixels(at: Point = middle()): void {
    moved.value = zoomAt(shown.value, 1 / density, at, size.value, room.value);
  }
  /** Pushes a picture by some px from where it lay. */
  function move(by: Point, from: Pan = shown.value): void {
    const next = { ...from, x: from.x + by.x, y: from.y + by.y };
    moved.value = zoomAt(next, next.scale, { x: 0, y: 0 }, size.value, room.value);
  }
  return {
    density,
    shown,
    scale,
    isFitted: computed(() => moved.value === null),
    isPixels: computed(() => moved.value !== null && Math.abs(scale.value - 1) < 0.005),
    fit,
    zoom,
    pixels,
    move,
  };
}
export type Panning = ReturnType<typeof usePan>;
