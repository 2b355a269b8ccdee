import { provide } from 'vue';
import { menuChoice } from './menu';

/**
 * Holds what was chosen in a menu until it has closed: call what this returns then. The focus goes back to where the menu
 * was opened first, so that a field which the choice opens keeps it.
 */
export function afterClose(): () => void {
  let chosen: (() => void) | undefined;
  provide(menuChoice, (run) => {
    chosen = run;
  });
  return () => {
    const run = chosen;
    chosen = undefined;
    // The menu gives the focus back in a task of its own.
    if (run) window.setTimeout(run, 10);
  };
}
