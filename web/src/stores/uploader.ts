import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import type { Found } from '@/engine/uploads';
import { useUploads } from './uploads';

/** Begins an upload, and leads into the project that is made for it where none is named. */
export function useUploader(): (
  look: (told: (pictures: number) => void) => Promise<Found>,
  project: string | undefined,
) => Promise<void> {
  const { t } = useI18n();
  const router = useRouter();
  const uploads = useUploads();
  return (look, project) =>
    uploads.send(
      look,
      project,
      {
        name: t('ui.upload.name'),
        tooLarge: t('ui.upload.tooLarge'),
        unreadable: t('ui.upload.unreadable'),
        nothing: t('ui.upload.nothing'),
      },
      (made) => void router.push({ name: 'project', params: { project: made } }),
    );
}
