import { useI18n } from 'vue-i18n';

/** The name of a property: as people gave it, or, of a computed one, in the person's language. */
export function usePropertyName(): (property: { id: number; name: string }) => string {
  const { t, te } = useI18n();
  return ({ id, name }) => (id < 0 && te(`ui.computed.${-id}`) ? t(`ui.computed.${-id}`) : name);
}

/** What must be known of a group to name it. */
export interface GroupLike {
  name: string;
  value?: unknown;
  instances: number;
}

/** Whether a group has a name of its own; the one of what has no value has not, whatever the server calls it. */
export const isNamed = ({ name, value }: Pick<GroupLike, 'name' | 'value'>): boolean => name !== '' && value !== null;

/** The name of a group by a property of some type. */
export function useGroupName(): (group: GroupLike, type: string | undefined) => string {
  const { t } = useI18n();
  return ({ name, value }, type) => {
    if (type === 'checkbox') return value === true ? t('ui.checked') : t('ui.unchecked');
    if (type === 'color' && typeof value === 'number') return t(`ui.colours.${value}`);
    return isNamed({ name, value }) ? name : t('ui.noValue');
  };
}
