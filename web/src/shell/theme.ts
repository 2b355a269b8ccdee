/** What a person chose; `system` follows the system, dark where it says nothing. */
export type Theme = 'system' | 'dark' | 'light';

const light = window.matchMedia('(prefers-color-scheme: light)');
let chosen: Theme = 'system';

function apply(): void {
  const shown = chosen === 'system' ? (light.matches ? 'light' : 'dark') : chosen;
  document.documentElement.dataset['theme'] = shown;
}

/** Shows a theme now, and follows the system from now on where it is `system`. */
export function show(theme: Theme): void {
  chosen = theme;
  apply();
}

light.addEventListener('change', apply);
