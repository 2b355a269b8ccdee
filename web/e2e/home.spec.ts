import { expect, ready, small, test } from './page';
import { choose, fine, keep, tabTo, toast } from './desk';

test('walks from Home into a project and back, by mouse', async ({ page }) => {
  await choose(page, { language: 'en', theme: 'dark' });
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Projects' })).toBeVisible();
  await keep(page, 'home-dark');
  await fine(page);
  await page.getByRole('link', { name: 'A few pictures' }).last().click();
  await ready(page);
  await expect(page).toHaveTitle(/A few pictures/);
  await page.getByRole('link', { name: 'Panoptic' }).click();
  await expect(page.getByRole('heading', { name: 'Projects' })).toBeVisible();
});

test('looks the same by day, and in French', async ({ page }) => {
  await choose(page, { language: 'fr', theme: 'light' });
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Projets' })).toBeVisible();
  await keep(page, 'home-light-fr');
  await fine(page);
  await page.goto(small);
  await ready(page);
  await keep(page, 'project-light-fr');
  await fine(page);
  await choose(page, { language: 'en', theme: 'dark' });
});

test('makes a project of a folder by keys alone, and watches pictures arrive', async ({ page }) => {
  await choose(page, { language: 'en', theme: 'dark' });
  await page.goto('/');
  await tabTo(page, 'New project');
  await page.keyboard.press('Enter');
  const chooser = page.getByRole('dialog', { name: /New project/ });
  await expect(chooser.getByRole('option').first()).toBeVisible();
  await expect(chooser.getByRole('option').nth(1)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(chooser.getByLabel('Name of the project')).toHaveValue('photographs');
  await keep(page, 'chooser');
  await fine(page);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/p\//);
  await ready(page);
  await expect(page.locator('.task-status')).toBeVisible();
  await page.getByRole('button', { name: /Tasks and notifications/ }).click();
  const tray = page.getByRole('dialog', { name: 'Tasks and notifications' });
  await expect(tray).toContainText('imported');
  await keep(page, 'tasks');
  await fine(page);
  await expect(tray).toContainText('done', { timeout: 20_000 });
});

test('tries the demo at the first start: no network first, then pictures arrive', async ({ page }) => {
  for (const [language, theme] of [
    ['fr', 'light'],
    ['en', 'dark'],
  ]) {
    await choose(page, { language, theme });
    await page.route('**/api/v1/projects', (route) => route.fulfill({ json: { projects: [] } }));
    await page.goto('/');
    await expect(page.getByRole('heading', { name: /Welcome|Bienvenue/ })).toBeVisible();
    await keep(page, `first-start-${theme}`);
    await fine(page);
  }
  await tabTo(page, 'Try the demo');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/p\/demo/);
  await expect(page.getByText('They are being fetched')).toBeVisible();
  await expect(page.locator('.task-status')).toContainText('fetching · stamps, 4.2 MB');
  await keep(page, 'demo-fetching');
  await expect(page.getByText('could not be fetched: no network.')).toBeVisible();
  await keep(page, 'demo-failed');
  await fine(page);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('They are being fetched')).toBeVisible();
  await ready(page);
  await expect(page.locator('footer')).toContainText('500 of 500 images');
  await page.request.delete('/api/v1/projects/demo00000001');
});

test('imports into an open project by the chooser', async ({ page }) => {
  // A project of its own: others count what is in theirs.
  const made = await page.request.post('/api/v1/projects', { data: { name: 'Grows', folders: ['/home/scans'] } });
  const { id } = (await made.json()) as { id: string };
  await page.goto(`/p/${id}`);
  await expect(page.locator('footer')).toContainText('500 of 500 images');
  await page.getByRole('button', { name: 'Import folders…' }).click();
  await page.getByRole('dialog').getByRole('option', { name: /scans/ }).first().click();
  await page.getByRole('button', { name: /^Import .* pictures$/ }).click();
  await expect(page.locator('.task-status')).toContainText('Import');
  await expect(page.locator('footer')).toContainText('1,000 of 1,000 images');
  await page.request.delete(`/api/v1/projects/${id}`);
});

test('asks before files are deleted, and before nothing else', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Menu of Nothing yet' }).click();
  await page.getByRole('menuitem', { name: 'Delete with its files…' }).click();
  await expect(page.getByRole('dialog')).toContainText('cannot be undone');
  await keep(page, 'home-delete');
  await fine(page);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Menu of Nothing yet' }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await expect(page.getByRole('textbox', { name: 'Name of Nothing yet' })).toBeFocused();
  await page.keyboard.type('Soon more');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: 'Soon more' }).last()).toBeVisible();
});

test('changes language and look at once in the settings', async ({ page }) => {
  await choose(page, { language: 'en', theme: 'dark' });
  await page.goto(small);
  await ready(page);
  await page.getByRole('button', { name: /settings and more/ }).click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  await fine(page);
  await page.getByRole('radio', { name: 'Light' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await fine(page);
  await page.getByRole('radio', { name: 'Français' }).click();
  await expect(page.getByRole('dialog', { name: 'Réglages' })).toBeVisible();
  await keep(page, 'settings-light-fr');
  await page.getByRole('radio', { name: 'English' }).click();
  await page.getByRole('radio', { name: 'Dark' }).click();
  await page.getByRole('button', { name: 'About Panoptic' }).click();
  await expect(page.getByRole('dialog', { name: 'About Panoptic' })).toContainText('Apache License');
  await fine(page);
  await expect(toast(page)).toHaveCount(0);
});

test('makes all thumbnails again, and shows the new ones', async ({ page }) => {
  await choose(page, { language: 'en', theme: 'dark' });
  await page.goto(small);
  await ready(page);
  const thumbnails = page.locator('.cell img[src*="/images/"]');
  await expect(thumbnails.first()).toHaveAttribute('src', /\/(small|medium)$/);
  await page.getByRole('button', { name: /settings and more/ }).click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await expect(settings).toContainText(/[\d,]+ thumbnails, [\d,]+ MB/);
  await settings.getByRole('radio', { name: 'Fine' }).click();
  await expect(settings.getByRole('radio', { name: 'Fine' })).toBeChecked();
  await settings.getByRole('button', { name: 'Make all thumbnails again' }).click();
  await expect(settings).toContainText(/of 500 are made again/);
  await expect(settings.getByRole('button', { name: 'Make all thumbnails again' })).toBeDisabled();
  await keep(page, 'settings-thumbnails');
  await fine(page);
  await expect(thumbnails.first()).toHaveAttribute('src', /\/(small|medium)\?set=1$/);
  await expect(settings.getByRole('button', { name: 'Make all thumbnails again' })).toBeEnabled();
  await settings.getByRole('radio', { name: 'Usual' }).click();
  await page.reload();
  await ready(page);
  await expect(thumbnails.first()).toHaveAttribute('src', /\?set=1$/);
});
