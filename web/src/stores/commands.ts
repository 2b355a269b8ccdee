import { defineStore } from 'pinia';
import { shallowRef, type Component } from 'vue';

/** What a command is about; the palette says it at the right. */
export type CommandKind = 'command' | 'property' | 'tag' | 'folder' | 'tab' | 'setting';

/** One thing that can be done by its name: a line of the command palette. */
export interface Command {
  /** The same in each session, for those used recently: `tab.12`. */
  id: string;
  kind: CommandKind;
  /** What it does, in the person's language. */
  label: string;
  /** What stands pale behind the label: where a tag or folder lies. It is searched, too. */
  hint?: string;
  /** Its key as a person reads it: `Ctrl Z`. */
  keys?: string;
  icon?: Component;
  /** The colour of a tag, 0 to 11, in place of an icon. */
  color?: number;
  /** How many pictures it is about. */
  count?: number;
  /** Called once the palette has closed and the focus is back where it was. */
  run: () => unknown;
}

/** Commands that somebody offers; asked for when the palette opens, and again when what it reads changes. */
export type CommandSource = () => readonly Command[];

/** What can be done now, by name: any feature offers its commands while it is shown. */
export const useCommands = defineStore('commands', () => {
  const sources = shallowRef<readonly CommandSource[]>([]);

  /** Offers commands until what it returns is called. */
  function offer(source: CommandSource): () => void {
    sources.value = [...sources.value, source];
    return () => {
      sources.value = sources.value.filter((one) => one !== source);
    };
  }

  /** All that is offered now, in the order in which it was offered. */
  const all = (): Command[] => sources.value.flatMap((source) => source());
  return { offer, all };
});
