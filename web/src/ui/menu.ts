import type { Component, InjectionKey } from 'vue';

/** One line of a menu. `run` acts; `entries` open beside it; `color` draws a tag's dot; `danger` marks what deletes. */
export interface MenuAct {
  label: string;
  icon?: Component;
  keys?: string;
  hint?: string;
  color?: number;
  danger?: boolean;
  disabled?: boolean;
  checked?: boolean;
  run?: () => void;
  entries?: MenuEntry[];
}
export type MenuEntry = MenuAct | 'line' | { heading: string };

/** Where the lines of a menu leave what was chosen: it is done once the menu has closed and given the focus back. */
export const menuChoice: InjectionKey<(run: (() => void) | undefined) => void> = Symbol('menu');
