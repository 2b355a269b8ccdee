import { useI18n } from 'vue-i18n';

/** Says a refusal in the person's language; the server's own sentence follows where ours ends with a colon. */
export function useRefusal(): (code: string | undefined, message: string) => string {
  const { t, te } = useI18n();
  return (code, message) => {
    if (!code || !te(`ui.refusals.${code}`)) return message;
    const words = t(`ui.refusals.${code}`);
    return words.endsWith(':') ? `${words} ${message}` : words;
  };
}
