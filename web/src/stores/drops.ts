import { ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { Refusal } from '@/api/client';
import type { Landing, Ungiven, Verb } from '@/engine/landing';
import { isEditable, isTagType } from '@/engine/values';
import { useProject, type Property } from './project';
import { useSelection } from './selection';
import { useToasts } from './toasts';
import { useView } from './view';
import { useWriter } from './writer';

/** What a drag of the selected pictures carries. */
const carried = 'application/x-panoptic-selection';
const isOurs = (event: DragEvent): boolean => event.dataTransfer?.types.includes(carried) === true;

/** What giving a value does to what pictures had: several tags are added to, *empty* (null) takes all away. */
const verbOf = (property: Property, value: unknown): Verb => {
  if (value === null) return 'clear';
  return property.type === 'multi_tags' ? 'add' : 'set';
};

/** Pictures that are dropped on a value get it: on a tag they get the tag, on *empty* (null) they lose what they had. */
export function useDrops() {
  const project = useProject();
  const selection = useSelection();
  const writer = useWriter();

  /** Whether a drag may be dropped on a value of a property; the browser is told so. */
  function takes(event: DragEvent, property: Property): boolean {
    if (!isOurs(event) || property.id < 0 || project.catalog?.readOnly) return false;
    event.preventDefault();
    event.dataTransfer!.dropEffect = 'copy';
    return true;
  }

  /** Gives the selected pictures a value; one commit, which is told with a way back. */
  async function give(property: Property, value: unknown): Promise<void> {
    const { count } = selection;
    try {
      const on = await selection.target();
      if (!on) return;
      const isTags = isTagType(property.type);
      const wish = { verb: verbOf(property, value), value: isTags && value !== null ? [value] : value } as const;
      const refusal = await writer.write(property, wish, on, count, true);
      if (refusal) writer.refused(refusal);
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      writer.refused(problem);
    }
  }
  /** What was dragged is let go on a value. */
  async function drop(event: DragEvent, property: Property, value: unknown): Promise<void> {
    if (takes(event, property)) await give(property, value);
  }
  return { takes, give, drop };
}

/** Units of a date that are a value by themselves. */
const wholeUnits = new Set(['year', 'month', 'day']);

/** Pictures that are dropped on a group of the view get its value. */
export function useGroupDrops() {
  const { t } = useI18n();
  const project = useProject();
  const selection = useSelection();
  const toasts = useToasts();
  const view = useView();
  const drops = useDrops();
  /** The group over which pictures are held, -1 without. */
  const over = ref(-1);

  function ungiven(property: Property | undefined, depth: number): Ungiven | undefined {
    if (project.catalog?.readOnly) return 'readOnly';
    if (!property || property.id < 0) return 'computed';
    if (!isEditable(property.type)) return 'fixed';
    const entry = view.spec.group?.[depth];
    if (entry?.by === 'firstLetter') return 'letter';
    const { step } = entry ?? {};
    const isValue = typeof step === 'object' && step.count === 1 && wholeUnits.has(step.unit);
    return step === undefined || isValue ? undefined : 'range';
  }
  /** What dropping on a group would do; undefined while it is not known. */
  function landing(index: number): Landing<Property> | undefined {
    const group = view.groups.get(index);
    if (!group) return undefined;
    const property = project.properties.get(group.property);
    const reason =
      group.value === null && property && property.id > 0 ? ungiven(property, -1) : ungiven(property, group.depth);
    if (reason) return { ungiven: reason };
    return { property: property!, verb: verbOf(property!, group.value ?? null), count: selection.count };
  }

  function hold(event: DragEvent, index: number): void {
    if (!isOurs(event)) return;
    over.value = index;
    const to = landing(index);
    if (to && !to.ungiven) drops.takes(event, to.property);
  }
  /** Gives the selected pictures the value of a group, or says why not. */
  async function give(index: number): Promise<void> {
    over.value = -1;
    const to = landing(index);
    if (!to || selection.count === 0) return;
    if (to.ungiven) toasts.say({ kind: 'bad', text: t(`ui.group.ungiven.${to.ungiven}`) });
    else await drops.give(to.property, view.groups.get(index)!.value ?? null);
  }
  /** What the element of a group listens to, and whether pictures are held over it. */
  function target(index: number) {
    return {
      landing: landing(index),
      over: over.value === index,
      onGive: () => void give(index),
      onDragover: (event: DragEvent) => hold(event, index),
      onDragleave: (event: DragEvent) => {
        const { currentTarget, relatedTarget } = event;
        const isInside =
          currentTarget instanceof Node && relatedTarget instanceof Node && currentTarget.contains(relatedTarget);
        if (over.value === index && !isInside) over.value = -1;
      },
      onDrop: (event: DragEvent) => {
        event.preventDefault();
        if (isOurs(event)) void give(index);
      },
    };
  }
  return { give, target };
}
