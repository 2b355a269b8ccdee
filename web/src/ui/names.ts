import { useI18n } from 'vue-i18n';

/** The name of a property: as people gave it, or, of a computed one, in the person's language. */
export function usePropertyName(): (property: { id: number; name: string }) => string {
  const { t, te } = useI18n();
  return ({ id, name }) => (id < 0 && te(`ui.computed.${-id}`) ? t(`ui.computed.${-id}`) : name);
}
