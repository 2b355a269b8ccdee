import { createPinia, setActivePinia } from 'pinia';
import { computed, ref } from 'vue';
import { expect, test } from 'vitest';
import { useCommands, type Command } from './commands';

const command = (id: string): Command => ({ id, kind: 'tab', label: id, run: () => undefined });

test('what is offered is there until it is taken back, and follows what it is made of', () => {
  setActivePinia(createPinia());
  const commands = useCommands();
  const names = ref(['one']);
  const all = computed(() => commands.all().map(({ id }) => id));
  expect(all.value).toEqual([]);
  const release = commands.offer(() => names.value.map(command));
  commands.offer(() => [command('other')]);
  expect(all.value).toEqual(['one', 'other']);
  names.value = ['one', 'two'];
  expect(all.value).toEqual(['one', 'two', 'other']);
  release();
  expect(all.value).toEqual(['other']);
});
