import { cells, expect, grid, ready, selected, small, test } from './page';
import { choose, fine, keep, tabTo, toast } from './desk';

test.describe.configure({ mode: 'serial' });
test.beforeEach(async ({ page }) => {
  await choose(page, { language: 'en', theme: 'dark' });
  await page.goto(small);
  await ready(page);
});

test('annotates by mouse: a tag property, fifty pictures, one text after the other, undo and redo', async ({
  page,
}) => {
  await page.getByRole('button', { name: 'New property' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('theme');
  await page.getByRole('radio', { name: 'Tags', exact: true }).click();
  await keep(page, 'annotate-new-property');
  await page.getByRole('button', { name: 'Make' }).click();
  await expect(page.getByRole('treeitem', { name: /theme/ })).toBeVisible();

  await page.getByRole('slider').first().fill('0.1');
  await ready(page);
  await cells(page).nth(0).click();
  await cells(page)
    .nth(49)
    .click({ modifiers: ['Shift'] });
  await expect(selected(page)).toHaveCount(50);
  await page.getByLabel('Inspector', { exact: true }).getByRole('button', { name: 'Edit theme' }).click();
  await page.getByRole('combobox', { name: 'Tags of theme' }).fill('work');
  await page.getByRole('option', { name: /Make the tag/ }).click();
  await expect(toast(page)).toContainText('You tagged 50 images');
  await keep(page, 'annotate-fifty');
  await toast(page).getByRole('button', { name: 'Undo' }).click();
  await expect(toast(page)).toContainText('Undone:');
  await page.getByRole('button', { name: 'Redo' }).first().click();
  await expect(toast(page)).toContainText('Done again:');
  await page.getByRole('treeitem', { name: /theme/ }).click();
  await expect(page.getByRole('treeitem', { name: /work/ })).toBeVisible();
  await expect(page.getByLabel('Inspector', { exact: true }).getByRole('button', { name: 'Edit theme' })).toHaveText(
    'work',
  );

  await page.getByRole('button', { name: 'Show caption under the pictures' }).click({ force: true });
  await ready(page);
  const captions = page.getByRole('gridcell').getByRole('button', { name: 'Edit caption' });
  await captions.nth(0).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('The first');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('The second');
  await keep(page, 'annotate-text');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('gridcell').nth(0)).toContainText('The first');
  await expect(page.getByRole('gridcell').nth(1)).toContainText('The second');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByRole('gridcell').nth(1)).not.toContainText('The second');
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(page.getByRole('gridcell').nth(1)).toContainText('The second');
});

test('annotates by keys alone', async ({ page }) => {
  await tabTo(page, 'New property');
  await page.keyboard.press('Enter');
  await page.keyboard.type('gesture');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('treeitem', { name: /gesture/ })).toBeVisible();

  await page.getByRole('grid').waitFor();
  await tabTo(page, /All pictures|Pictures/);
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  for (let at = 0; at < 4; at++) await page.keyboard.press('Shift+ArrowRight');
  await expect(selected(page)).toHaveCount(5);
  await page.keyboard.press('t');
  await expect(page.getByRole('dialog', { name: 'Tag 5 images' })).toBeVisible();
  for (let at = 0; at < 4 && !(await page.getByRole('combobox', { name: 'Tags of gesture' }).isVisible()); at++)
    await page.keyboard.press('Tab');
  await page.keyboard.type('hand > raised');
  await keep(page, 'annotate-keys');
  await page.keyboard.press('Enter');
  await expect(toast(page)).toContainText('You tagged 5 images');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(toast(page)).toContainText('Undone:');
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(toast(page)).toContainText('Done again:');
});

test('keeps what cannot be read, and what was typed while the field was left', async ({ page }) => {
  await cells(page).nth(0).click();
  const inspector = page.getByLabel('Inspector', { exact: true });
  await inspector.getByRole('button', { name: 'Edit year' }).click();
  await page.keyboard.type('19x');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('not a number');
  await expect(inspector.getByRole('textbox', { name: 'year' })).toHaveValue('19x');
  await keep(page, 'annotate-refused');
  await fine(page);
});

test('takes a step back from History, and shows it pale', async ({ page }) => {
  await page.getByRole('button', { name: 'History' }).click();
  const history = page.getByRole('dialog', { name: 'History' });
  const step = history.locator('.step', { hasText: 'tagged 5 images' }).first();
  await expect(step).toBeVisible();
  await keep(page, 'history');
  await fine(page);
  await step.hover();
  await step.getByRole('button', { name: 'Revert this' }).click();
  await expect(toast(page)).toContainText('Reverted:');
  await expect(history.locator('.step.undone', { hasText: 'tagged 5 images' })).toHaveCount(1);
  await page.keyboard.press('Escape');
});

test('changes tags and properties from their menus', async ({ page }) => {
  const subject = page.getByRole('treeitem', { name: /^(Open |Close )?subject/ });
  await subject.click();
  const flag = page.getByRole('treeitem', { name: /flag/ });
  await flag.focus();
  await page.keyboard.press('F2');
  await expect(page.getByRole('textbox', { name: 'Name of flag' })).toBeFocused();
  await page.keyboard.type('banner');
  await page.keyboard.press('Enter');
  const banner = page.getByRole('treeitem', { name: /banner/ });
  await expect(banner).toBeVisible();
  await banner.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Parents…' }).click();
  await page.getByRole('combobox', { name: 'Parents of banner' }).fill('crowd');
  await page.keyboard.press('Enter');
  await page.getByRole('treeitem', { name: /crowd/ }).getByRole('button', { name: /^Open/ }).click();
  await expect(page.getByRole('treeitem', { name: /banner/ })).toHaveAttribute('aria-level', '4');
  // What would close a circle is refused by its names.
  await page.getByRole('treeitem', { name: /crowd/ }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Parents…' }).click();
  await page.getByRole('combobox', { name: 'Parents of crowd' }).fill('banner');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('crowd → banner → crowd');
  await keep(page, 'tags-circle');
  await page.keyboard.press('Escape');
  await page.getByRole('treeitem', { name: /banner/ }).focus();
  await page.keyboard.press('Delete');
  await expect(toast(page)).toContainText('deleted the tag');
  await expect(page.getByRole('treeitem', { name: /banner/ })).toHaveCount(0);
  await toast(page).getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('treeitem', { name: /banner/ })).toBeVisible();
  await fine(page);

  // Merged with a tag below it: one step, and one undo brings all of it back.
  const crowd = page.getByRole('treeitem', { name: /crowd/ });
  await crowd.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Merge into…' }).click();
  await page.getByRole('combobox', { name: 'Merge crowd into…' }).fill('strike');
  await page.keyboard.press('Enter');
  await expect(crowd).toHaveCount(0);
  await expect(toast(page)).toContainText('deleted the tag');
  await page
    .getByRole('treeitem', { name: /strike/ })
    .getByRole('button', { name: /^Open/ })
    .click();
  await expect(page.getByRole('treeitem', { name: /banner/ })).toHaveAttribute('aria-level', '4');
  await keep(page, 'tags-merged');
  await grid(page).focus();
  await page.keyboard.press('Control+z');
  await expect(crowd).toBeVisible();
  await expect(
    page.getByRole('treeitem', { name: /strike/ }).getByRole('button', { name: /^(Open|Close)/ }),
  ).toHaveCount(0);
  await expect(page.getByRole('treeitem', { name: /banner/ })).toHaveAttribute('aria-level', '4');
  await expect(crowd.getByRole('button', { name: /^Close/ })).toBeVisible();
});
