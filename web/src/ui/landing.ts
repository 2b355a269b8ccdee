import { useI18n } from 'vue-i18n';
import type { Landing } from '@/engine/landing';
import { usePropertyName } from './names';

/** Says what dropping pictures on a group of that name would do. */
export function useLanding(): (landing: Landing | undefined, name: string) => string {
  const { t, n } = useI18n();
  const nameOf = usePropertyName();
  return (landing, name) => {
    if (!landing) return '';
    if (landing.ungiven) return t(`ui.group.ungiven.${landing.ungiven}`);
    const { property, verb, count } = landing;
    return t(`ui.group.give.${verb}`, { property: nameOf(property), name, n: n(count) }, count);
  };
}
