import { useI18n } from 'vue-i18n';
import { sizeWords } from '@/engine/values';
import { span } from '@/ui/time';
import { isRunning, type Task } from '@/stores/tasks';

/** Whether a task only fetches yet what it works on. */
export const isFetching = (task: Task): boolean => task.kind === 'demo' && task.total === 0 && isRunning(task);

/** How a task is said in the person's language: its name, how far it is, how fast, how long still. */
export function useTaskWords(): {
  name: (task: Task) => string;
  progress: (task: Task) => string;
  share: (task: Task) => number | undefined;
} {
  const { t, n, locale } = useI18n();
  function name(task: Task): string {
    if (task.kind === 'import') return t('tasks.import');
    if (task.kind === 'demo') return t('tasks.demo');
    if (task.kind === 'upload') return t('tasks.upload');
    if (task.kind === 'export') return t('tasks.export');
    if (task.kind === 'values') return t('tasks.values');
    return task.kind === 'thumbnails' ? t('tasks.thumbnails') : task.name;
  }
  function progress(task: Task): string {
    if (isFetching(task)) return [t('tasks.fetching'), task.detail].filter(Boolean).join(' · ');
    const bytes = task.bytes;
    const parts = [
      task.total > 0
        ? t('tasks.of', { done: n(task.done), total: n(task.total) })
        : t('tasks.done', { done: n(task.done) }),
    ];
    if (task.failed > 0) parts.push(t('tasks.failed', { n: n(task.failed) }, task.failed));
    if (isRunning(task)) {
      if (bytes?.total) {
        const [sent, total] = [bytes.sent, bytes.total].map((one) => sizeWords(one, locale.value));
        parts.push(t('tasks.of', { done: sent, total }));
        parts.push(t('tasks.rate', { rate: sizeWords(bytes.perSecond, locale.value) }));
      }
      if (task.perSecond > 0) parts.push(t('tasks.rate', { rate: n(Math.round(task.perSecond)) }));
      if (task.leftMillis !== undefined && task.total > 0 && task.elapsedMillis > 1500)
        parts.push(t('tasks.left', { span: span(task.leftMillis, locale.value) }));
    } else parts.push(span(task.elapsedMillis, locale.value));
    return parts.join(' · ');
  }
  const share = (task: Task): number | undefined =>
    task.bytes?.total
      ? Math.min(1, task.bytes.sent / task.bytes.total)
      : task.total > 0
        ? Math.min(1, (task.done + task.failed) / task.total)
        : undefined;
  return { name, progress, share };
}
