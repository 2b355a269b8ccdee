import { useI18n } from 'vue-i18n';
import { inFrench, lineInFrench } from './server-words';

/** Begins what stands by itself with a capital, unless it begins with a name, such as that of a file. */
const begun = (text: string): string => text.replace(/^\p{Ll}(?=[\p{L}'’]*[\s,])/u, (letter) => letter.toUpperCase());

type Say = (text: string) => string;

/**
 * Says what the server says in the person's language: a sentence that stands by itself, one behind a colon, or a line
 * that begins with a path.
 */
export function useServerWords(): { sentence: Say; behind: Say; line: Say } {
  const { locale } = useI18n();
  const said = (text: string, how: (text: string) => string | undefined): string =>
    (locale.value === 'fr' && how(text)) || text;
  const behind: Say = (text) => said(text, inFrench);
  return { sentence: (text) => begun(behind(text)), behind, line: (text) => said(text, lineInFrench) };
}

/** Says a refusal in the person's language; the server's own sentence follows where ours ends with a colon. */
export function useRefusal(): (code: string | undefined, message: string) => string {
  const { t, te } = useI18n();
  const { sentence, behind } = useServerWords();
  return (code, message) => {
    if (!code) return behind(message);
    if (!te(`ui.refusals.${code}`)) return sentence(message);
    const words = t(`ui.refusals.${code}`);
    return words.endsWith(':') ? `${words} ${behind(message)}` : words;
  };
}
