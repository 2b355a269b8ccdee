import { computed, onBeforeUnmount, onMounted, ref, type Ref } from 'vue';
import { layOutCards, lineAt, lineOf, type CardLine } from '@/engine/cards';
import { Scroller } from '@/engine/scroller';
import { useView } from '@/stores/view';

/** px: between cards, of what stands below a cover, of the header of a group. */
export const gap = 12;
export const caption = 32;
export const headerHeight = 36;
/** So many groups of several levels are asked for without being scrolled to: their places depend on those before. */
const ahead = 20_000;
/** px drawn beyond what is seen. */
const beyond = 400;

/** The cards of the open view's groups in an element that scrolls: where they stand, and which are near what is seen. */
export function useShelf(element: Ref<HTMLElement | null>, coverHeight: Ref<number>, folded: Ref<readonly number[]>) {
  const view = useView();
  const scroller = new Scroller();
  const width = ref(0);
  const seen = ref(0);
  const top = ref(0);
  const barHeight = ref(0);
  /** What is added to a y of the cards for its y in the element. */
  const shift = ref(0);
  let frame = 0;
  let rest: number | undefined;
  /** Whether one does not scroll now. */
  const still = ref(true);

  const innermost = computed(() => (view.spec.group?.length ?? 1) - 1);
  /** Whether groups stand in groups: of several levels, or of a tree. */
  const isNested = computed(() => view.spec.group?.length !== 1 || view.spec.group[0]?.by === 'tree');
  const across = computed(() => Math.max(1, Math.floor((width.value + gap) / (coverHeight.value * 1.15 + gap))));
  const cardWidth = computed(() => Math.floor((width.value - (across.value - 1) * gap) / across.value));
  const lines = computed<CardLine[]>(() =>
    layOutCards(
      view.open?.groupCount ?? 0,
      isNested.value,
      (group) => view.groups.get(group)?.depth,
      new Set(folded.value),
      { across: across.value, height: coverHeight.value + caption + gap, header: headerHeight },
    ),
  );
  const height = computed(() => (lines.value.at(-1)?.y ?? 0) + (lines.value.at(-1)?.height ?? 0));
  const drawn = computed(() => {
    const from = lineAt(lines.value, top.value - beyond);
    return lines.value.slice(from, lineAt(lines.value, top.value + seen.value + beyond) + 1);
  });
  /** The headers that stick: of each outer level the one of the first line that is seen. */
  const stuck = computed(() => {
    const found: CardLine[] = [];
    if (top.value <= 0) return found;
    for (let depth = 0; depth < innermost.value; depth++) {
      const y = top.value + depth * headerHeight;
      let at = Math.min(lineAt(lines.value, y), lines.value.length - 1);
      while (at >= 0 && !(lines.value[at]!.header && lines.value[at]!.depth <= depth)) at--;
      const header = lines.value[at];
      if (!header || header.depth < depth || header.y >= y) break;
      found.push(header);
    }
    return found;
  });

  /** Asks for the groups that are drawn and, where what follows depends on them, for those before what is not known. */
  function askMissing(): void {
    for (const line of drawn.value) for (let nth = 0; nth < line.count; nth++) view.group(line.first + nth);
    const all = view.open?.groupCount ?? 0;
    if (!isNested.value || view.groups.size >= all) return;
    const isNear = top.value + 3 * seen.value > height.value;
    if (view.groups.size < ahead || isNear) view.group(firstUnknown(all));
  }
  function firstUnknown(all: number): number {
    for (let group = 0; group < all; group++) if (!view.groups.has(group)) return group;
    return -1;
  }

  function put(bar: number | null): void {
    if (bar !== null && element.value && element.value.scrollTop !== bar) element.value.scrollTop = bar;
  }
  function draw(): void {
    frame = 0;
    top.value = scroller.top;
    shift.value = scroller.shift;
    askMissing();
  }
  function scrolled(): void {
    if (!element.value) return;
    still.value = false;
    put(scroller.scrolled(element.value.scrollTop));
    frame ||= requestAnimationFrame(draw);
    window.clearTimeout(rest);
    rest = window.setTimeout(() => {
      still.value = true;
      put(scroller.settle());
      draw();
    }, 130);
  }
  function go(y: number): void {
    put(scroller.go(y));
    draw();
  }
  /** Takes new heights; `group` stays where it is seen, or what stands at the upper edge does. */
  function resize(group: number): void {
    scroller.resize(height.value + gap, seen.value);
    barHeight.value = scroller.barHeight;
    const content = element.value?.firstElementChild;
    if (content instanceof HTMLElement) content.style.height = `${barHeight.value}px`;
    const line = lines.value[lineOf(lines.value, group)];
    if (line && group > 0) go(line.y - stickAt(line));
    else draw();
  }
  /** px that headers cover above a line. */
  const stickAt = (line: CardLine): number => Math.min(line.depth, innermost.value) * headerHeight;
  /** Scrolls as little as it takes to show a group whole. */
  function reveal(group: number): void {
    const line = lines.value[lineOf(lines.value, group)];
    if (!line) return;
    if (line.y - stickAt(line) < top.value) go(line.y - stickAt(line));
    else if (line.y + line.height > top.value + seen.value) go(line.y + line.height - seen.value);
  }
  /** The first group that is seen. */
  const firstSeen = (): number =>
    lines.value[lineAt(lines.value, top.value + innermost.value * headerHeight)]?.first ?? 0;

  const observer = new ResizeObserver(() => {
    seen.value = element.value?.clientHeight ?? 0;
    width.value = Math.max(0, (element.value?.clientWidth ?? 0) - 12 - 26);
  });
  onMounted(() => element.value && observer.observe(element.value));
  onBeforeUnmount(() => {
    observer.disconnect();
    cancelAnimationFrame(frame);
    window.clearTimeout(rest);
  });

  return {
    ...{ width, seen, top, barHeight, shift, still, innermost, across, cardWidth, lines, height, drawn, stuck },
    ...{ scrolled, go, resize, reveal, firstSeen },
  };
}
