import { computed } from 'vue';
import { useProject } from '@/stores/project';
import { useSession } from '@/stores/session';

/** What of a tree is open, remembered for the person and the project. Lines that stand as usual are not kept. */
export function useOpen(tree: string): {
  isOpen: (key: string | number, usual: boolean) => boolean;
  toggle: (key: string | number, open: boolean) => void;
} {
  const session = useSession();
  const project = useProject();
  const name = computed(() => `open.${tree}.${project.id}`);
  const kept = computed(() => (session.settings[name.value] as Record<string, boolean> | undefined) ?? {});
  return {
    isOpen: (key, usual) => kept.value[String(key)] ?? usual,
    toggle: (key, open) => session.change({ [name.value]: { ...kept.value, [String(key)]: open } }),
  };
}

/** Opens the menu of the line that a button stands in, at the button: the same menu that a right click opens. */
export function openMenuAt(event: MouseEvent): void {
  const button = event.currentTarget as HTMLElement;
  const { left, bottom } = button.getBoundingClientRect();
  const init = { bubbles: true, cancelable: true, clientX: left, clientY: bottom, button: 2 };
  button.closest('[role=treeitem]')?.dispatchEvent(new MouseEvent('contextmenu', init));
}
