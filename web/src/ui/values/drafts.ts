import { shallowReactive } from 'vue';

/**
 * What people typed and nobody has saved yet, by what it was typed for. An editor that goes out of sight (scrolled away,
 * a lost server, another panel) leaves its text here and finds it again.
 */
const drafts = shallowReactive(new Map<string, string>());

export const keepDraft = (key: string, text: string): void => void drafts.set(key, text);
export const dropDraft = (key: string): void => void drafts.delete(key);
/** Hundreds of cells ask; while nothing is kept they all wait for the same news. */
export const draftOf = (key: string): string | undefined => (drafts.size > 0 ? drafts.get(key) : undefined);
