import { nextTick, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { Refusal } from '@/api/client';
import { creation, namesOf } from '@/engine/tags';
import { useProject } from '@/stores/project';
import { useWriter } from '@/stores/writer';
import { useRefusal } from '@/ui/refusal';
import { plural, type Kind } from './edits';
import { anchorOf, idOf, type Line, type Property } from './lines';

/** Names that are being written in the tree, and why the last attempt was refused. */
export function useNaming() {
  const { t } = useI18n();
  const project = useProject();
  const writer = useWriter();
  const refusalWords = useRefusal();
  /** The line that is renamed, and the line where tags are made. */
  const renaming = ref('');
  const making = ref('');
  const reason = ref('');

  async function change(body: Record<string, unknown>): Promise<boolean> {
    const answer = await writer.change(body);
    reason.value = answer instanceof Refusal ? refusalWords(answer.code, answer.message) : '';
    return !(answer instanceof Refusal);
  }
  async function rename(line: Line, name: string): Promise<void> {
    const kind = line.kind as Kind;
    const key = kind === 'tag' ? 'value' : 'name';
    if (!(await change({ [plural[kind]]: [{ id: idOf(line), [key]: name }] }))) return;
    renaming.value = '';
    await nextTick();
    anchorOf(line.key)?.focus();
  }
  function stop(line: Line): void {
    reason.value = '';
    renaming.value = '';
    making.value = '';
    void nextTick(() => anchorOf(line.key)?.focus());
  }
  /** Makes the tags that were named, `parent > child` both; the place for the next one stays open. */
  async function makeTag(property: Property, name: string): Promise<void> {
    const made = creation(namesOf(name), property.id, project.catalog?.tags ?? []);
    if (made.tags.length === 0) {
      reason.value = t('ui.refusals.nameTaken');
      return;
    }
    if (!(await change({ tags: made.tags }))) return;
    const key = making.value;
    making.value = '';
    await nextTick();
    making.value = key;
  }
  return { renaming, making, reason, rename, stop, makeTag };
}
