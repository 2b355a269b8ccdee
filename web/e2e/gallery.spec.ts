import { cells, empty, expect, grid, million, ready, scrollTo, selected, small, test } from './page';
import { keep } from './desk';

test('shows pictures, counts, and the end of a million', async ({ page }) => {
  await page.goto(million);
  await ready(page);
  await expect(page.locator('footer')).toContainText('1,000,000 of 1,000,000 images');
  await page.keyboard.press('End');
  await expect(page.locator('[id="cell-999999"]')).toBeVisible();
  await page.keyboard.press('Home');
  await expect(page.locator('[id="cell-0"]')).toBeVisible();
  await scrollTo(page, 1);
  await expect(page.locator('[id="cell-999999"]')).toBeInViewport();
});

test('selects by click, Ctrl, Shift, all and Esc', async ({ page }) => {
  await page.goto(small);
  await ready(page);
  await page.locator('#cell-1 .tile').click();
  await expect(selected(page)).toHaveCount(1);
  await page.locator('#cell-3 .tile').click({ modifiers: ['Control'] });
  await expect(selected(page)).toHaveCount(2);
  await page.locator('#cell-9 .tile').click({ modifiers: ['Shift'] });
  await expect(page.locator('footer')).toContainText('7 selected');
  await page.keyboard.press('Control+a');
  await expect(page.locator('footer')).toContainText('300 selected');
  await page.keyboard.press('Escape');
  await expect(selected(page)).toHaveCount(0);
  await page.locator('#cell-2 .tile').click({ position: { x: 12, y: 12 } });
  await page.locator('#cell-4 .tile').click({ position: { x: 12, y: 12 } });
  await expect(page.locator('footer')).toContainText('2 selected');
});

test('a rubber band selects what it touches, and scrolls at the edge', async ({ page }) => {
  await page.goto(million);
  await ready(page);
  const box = (await page.locator('#cell-0 .tile').boundingBox())!;
  await page.mouse.move(box.x + 60, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + 400, box.y + 250, { steps: 5 });
  await expect(page.locator('.band')).toBeVisible();
  const few = await selected(page).count();
  expect(few).toBeGreaterThan(2);
  await page.mouse.move(box.x + 400, 868, { steps: 3 });
  await page.waitForTimeout(800);
  await page.mouse.up();
  await expect(page.locator('.band')).toHaveCount(0);
  const many = Number(((await page.locator('footer').textContent()) ?? '').match(/(\d+) selected/)?.[1]);
  expect(many).toBeGreaterThan(few);
  expect(await grid(page).evaluate((element) => element.scrollTop)).toBeGreaterThan(50);
});

test('arrows move the focus, Shift extends, Space selects, Enter opens, Esc comes back', async ({ page }) => {
  await page.goto(small);
  await ready(page);
  await grid(page).focus();
  await page.keyboard.press('ArrowRight');
  await expect(grid(page)).toHaveAttribute('aria-activedescendant', 'cell-0');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await expect(selected(page)).toHaveCount(1);
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(selected(page)).toHaveCount(3);
  await page.keyboard.press('ArrowDown');
  const down = await grid(page).getAttribute('aria-activedescendant');
  expect(Number(down?.slice(5))).toBeGreaterThan(5);
  await page.keyboard.press('ArrowUp');
  for (let turn = 0; turn < 6; turn++) await page.keyboard.press('PageDown');
  const far = Number((await grid(page).getAttribute('aria-activedescendant'))?.slice(5));
  expect(far).toBeGreaterThan(60);
  const top = await grid(page).evaluate((element) => element.scrollTop);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/i\/\d+/);
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/p\/small0000001$/);
  await expect(grid(page)).toHaveAttribute('aria-activedescendant', `cell-${far}`);
  expect(Math.abs((await grid(page).evaluate((element) => element.scrollTop)) - top)).toBeLessThan(2);
});

test('sizes change around the picture in the middle', async ({ page }) => {
  await page.goto(million);
  await ready(page);
  await scrollTo(page, 0.4);
  await page.waitForTimeout(400);
  await ready(page);
  await page.mouse.move(600, 450);
  const under = await page.evaluate(
    () => document.elementFromPoint(600, 450)?.closest('.row')?.querySelector('.cell')?.id,
  );
  await page.keyboard.down('Control');
  for (let turn = 0; turn < 4; turn++) {
    await page.mouse.wheel(0, 60);
    await page.waitForTimeout(120);
  }
  await page.keyboard.up('Control');
  await page.waitForTimeout(500);
  await expect(page.locator(`[id="${under}"]`)).toBeInViewport();
  const slider = page.getByRole('slider', { name: 'Size of the pictures' });
  const before = Number(await slider.inputValue());
  await grid(page).focus();
  await page.keyboard.press('+');
  await expect.poll(async () => Number(await slider.inputValue())).toBeGreaterThan(before);
  await page.keyboard.press('0');
});

test('groups have headers that stick, fold and select; levels nest', async ({ page }) => {
  await page.goto(`${million}?group=-4,2`);
  await ready(page);
  await expect(page.locator('.header').first()).toContainText('archive');
  await scrollTo(page, 0.2);
  await page.waitForTimeout(500);
  await ready(page);
  await expect(page.locator('.stuck .head')).toHaveCount(2);
  const name = await page.locator('.stuck .head').nth(1).locator('.name').textContent();
  await page.locator('.stuck').getByRole('checkbox').nth(1).click();
  await expect(page.locator('footer')).toContainText('selected');
  await page.locator('.stuck .fold').nth(1).click();
  await expect(page.locator('.header .fold[aria-expanded=false]', { hasText: name! })).toBeVisible();
  await page.keyboard.press('n');
});

test('the view stands in the address bar, and back leaves it', async ({ page }) => {
  await page.goto(small);
  await ready(page);
  await page.keyboard.press('g');
  await page.getByRole('menuitemcheckbox', { name: 'folder' }).click();
  await expect(page).toHaveURL(/group=-4/);
  await expect(page.locator('.header').first()).toBeVisible();
  await page.reload();
  await expect(page.locator('.header').first()).toBeVisible();
  await page.goBack();
  await expect(page.locator('.header')).toHaveCount(0);
});

test('a right click offers what can be done; a double click opens', async ({ page }) => {
  await page.goto(small);
  await ready(page);
  await page.locator('#cell-2 .tile').click({ button: 'right' });
  await expect(page.getByRole('menuitem', { name: 'Open' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.locator('#cell-2 .tile').dblclick();
  await expect(page).toHaveURL(/\/i\/3$/);
});

test('holding Ctrl over a picture fills the window', async ({ page }) => {
  await page.goto(small);
  await ready(page);
  await cells(page).nth(2).hover();
  await page.keyboard.down('Control');
  await expect(page.locator('.peek')).toBeVisible();
  await page.keyboard.up('Control');
  await expect(page.locator('.peek')).toHaveCount(0);
});

test('an empty project and an empty result say what to do', async ({ page }) => {
  await page.goto(empty);
  await expect(page.getByText('No pictures yet')).toBeVisible();
  await page.goto(`${small}?text=nothing+is+called+so`);
  await expect(page.getByText('No picture fits this view')).toBeVisible();
  await page.getByRole('button', { name: /Show all 300/ }).click();
  await ready(page);
});

test('what the server has not told yet is drawn as rows to come', async ({ page }) => {
  await page.goto(million);
  await ready(page);
  await page.route(/\/layouts\/[^/]+\/window/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await route.continue().catch(() => undefined);
  });
  await scrollTo(page, 0.4);
  await expect(page.locator('.skeleton')).toBeVisible();
  const covered = (by: string): Promise<boolean> =>
    page.evaluate((wanted) => {
      const box = document.querySelector('.grid')!.getBoundingClientRect();
      return [0.1, 0.3, 0.5, 0.7, 0.9].every((share) => {
        // Two points, further apart than the gap between rows.
        const y = box.top + share * box.height;
        return [y, y + 8].some((at) => document.elementFromPoint(box.left + 300, at)?.closest(wanted));
      });
    }, by);
  expect(await covered('.skeleton')).toBe(true);
  await keep(page, 'gallery-rows-to-come');
  await ready(page);
  expect(await covered('.row')).toBe(true);
});

test('a picture that cannot be had is a plain tile with its name', async ({ page }) => {
  await page.goto(small);
  await ready(page);
  await expect(page.locator('#cell-20 .tile .none')).toContainText('IMG_0000021.jpg');
  await keep(page, 'gallery-no-picture');
  await page.locator('#cell-19 .tile').dblclick();
  await expect(page.locator('.strip .cell.current + .cell svg')).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('section.image')).toContainText('This picture cannot be shown');
  await keep(page, 'image-no-picture');
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('.stage img')).not.toHaveCount(0);
});
