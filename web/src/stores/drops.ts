import { Refusal } from '@/api/client';
import { isTagType } from '@/engine/values';
import { useProject, type Property } from './project';
import { useSelection } from './selection';
import { useWriter } from './writer';

/** What a drag of the selected pictures carries. */
const carried = 'application/x-panoptic-selection';

/** Pictures that are dropped on a value get it: on a tag they get the tag, on *empty* (null) they lose what they had. */
export function useDrops() {
  const project = useProject();
  const selection = useSelection();
  const writer = useWriter();

  /** Whether a drag may be dropped on a value of a property; the browser is told so. */
  function takes(event: DragEvent, property: Property): boolean {
    const isOurs = event.dataTransfer?.types.includes(carried) === true;
    if (!isOurs || property.id < 0 || project.catalog?.readOnly) return false;
    event.preventDefault();
    event.dataTransfer!.dropEffect = 'copy';
    return true;
  }

  /** Gives the selected pictures a value; one commit, which is told with a way back. */
  async function give(event: DragEvent, property: Property, value: unknown): Promise<void> {
    if (!takes(event, property)) return;
    const { count } = selection;
    try {
      const on = await selection.target();
      if (!on) return;
      const isTags = isTagType(property.type);
      const verb = value === null ? 'clear' : property.type === 'multi_tags' ? 'add' : 'set';
      const wish = { verb, value: isTags && value !== null ? [value] : value } as const;
      const refusal = await writer.write(property, wish, on, count, true);
      if (refusal) writer.refused(refusal);
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      writer.refused(problem);
    }
  }
  return { takes, give };
}
