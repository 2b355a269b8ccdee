import { onBeforeUnmount, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { api, Refusal, taken } from '@/api/client';
import { OwnEdits } from '@/engine/own-edits';
import { isSet, isTagType, valueWords } from '@/engine/values';
import { useLive, type LiveMessage } from '@/stores/live';
import { useProject, type Property } from '@/stores/project';
import { nameProperty } from '@/stores/showing';
import { useToasts } from '@/stores/toasts';
import { useWriter } from '@/stores/writer';
import { usePropertyName } from '@/ui/names';
import { draftOf } from '@/ui/values/drafts';

const longest = 80;

/**
 * Two edits of one value: the later stands, and this page says so where the earlier was its own, or is just being typed.
 * What is typed stays in its field.
 */
export function tellOvertaken(): void {
  const { t, n, locale } = useI18n();
  const live = useLive();
  const project = useProject();
  const toasts = useToasts();
  const writer = useWriter();
  const propertyName = usePropertyName();
  const own = new OwnEdits();

  watch(
    () => project.id,
    () => own.clear(),
  );

  function hear(message: LiveMessage): void {
    const now = performance.now();
    for (const { propertyId, ids } of message.touched ?? []) {
      if (!ids) continue;
      if (message.session === live.mark) {
        own.note(propertyId, ids, now);
        continue;
      }
      const typed = new Set(ids.filter((id) => draftOf(`${project.id}/${propertyId}/${id}`) !== undefined));
      const set = own.overtaken(propertyId, ids, now).filter((id) => !typed.has(id));
      const property = project.properties.get(propertyId);
      if (!property) continue;
      if (typed.size > 0) void tell(message, property, [...typed], 'typing');
      if (set.length > 0) void tell(message, property, set, 'after', reverting(message, set.length));
    }
  }

  /** The way back, where the other's step did nothing else. */
  function reverting(message: LiveMessage, count: number): (() => void) | undefined {
    const { step, touched } = message;
    if (step === undefined || touched?.length !== 1 || touched[0]!.count !== count) return undefined;
    return () => void writer.revert(step);
  }

  async function tell(
    message: LiveMessage,
    property: Property,
    ids: number[],
    how: 'after' | 'typing',
    revert?: () => void,
  ): Promise<void> {
    const said = {
      who: message.author?.name ?? t('shell.overtaken.somebody'),
      property: propertyName(property),
      n: n(ids.length),
    };
    const one = ids.length === 1 ? await valueOf(ids[0]!, property) : undefined;
    const text = one
      ? t(`shell.overtaken.${how}One`, { ...said, ...one })
      : t(`shell.overtaken.${how}Many`, said, ids.length);
    const action = revert && { label: t('shell.overtaken.revert'), run: revert };
    toasts.say({ kind: 'plain', text, ...(action ? { action } : {}) }, 12);
  }

  /** The value of now and the picture's name; undefined where no server answers. */
  async function valueOf(id: number, property: Property): Promise<{ picture: string; value: string } | undefined> {
    try {
      const body = { ids: [id], properties: [property.id, nameProperty] };
      const params = { path: { project: project.id } };
      const { values } = await taken(api.POST('/projects/{project}/values', { params, body }));
      const picture = values[String(nameProperty)]?.[0];
      return { picture: String(picture ?? id), value: words(values[String(property.id)]?.[0], property) };
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      return undefined;
    }
  }

  function words(value: unknown, property: Property): string {
    if (!isSet(value)) return t('ui.empty');
    if (property.type === 'checkbox') return t(value ? 'ui.yes' : 'ui.no');
    if (property.type === 'color') return t(`ui.colours.${Number(value)}`);
    const named = isTagType(property.type) && Array.isArray(value);
    const text = named
      ? value.map((tag) => project.tags.get(Number(tag))?.value ?? '').join(', ')
      : valueWords(value, property.type, locale.value);
    return text.length > longest ? `${text.slice(0, longest)}…` : text;
  }

  onBeforeUnmount(live.on('commit', hear));
}
