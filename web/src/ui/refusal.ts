import { useI18n } from 'vue-i18n';
import { inFrench, lineInFrench } from './server-words';

/** Says what the server says in the person's language: a sentence, or a line that begins with a path. */
export function useServerWords(): { sentence: (text: string) => string; line: (text: string) => string } {
  const { locale } = useI18n();
  const said = (text: string, how: (text: string) => string | undefined): string =>
    (locale.value === 'fr' && how(text)) || text;
  return { sentence: (text) => said(text, inFrench), line: (text) => said(text, lineInFrench) };
}

/** Says a refusal in the person's language; the server's own sentence follows where ours ends with a colon. */
export function useRefusal(): (code: string | undefined, message: string) => string {
  const { t, te } = useI18n();
  const { sentence } = useServerWords();
  return (code, message) => {
    if (!code || !te(`ui.refusals.${code}`)) return sentence(message);
    const words = t(`ui.refusals.${code}`);
    return words.endsWith(':') ? `${words} ${sentence(message)}` : words;
  };
}
