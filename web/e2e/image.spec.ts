import { expect, ready, selected, small, test } from './page';

test('arrows walk the view, the address follows, the filmstrip too', async ({ page }) => {
  await page.goto(`${small}/i/5`);
  await expect(page.locator('.caption')).toContainText('5 of 300');
  await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/\/i\/6$/);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  await expect(page).toHaveURL(/\/i\/6$/);
  await page.locator('.strip .cell.current + .cell').click();
  await expect(page).toHaveURL(/\/i\/7$/);
  await page.keyboard.press('End');
  await expect(page.locator('.caption')).toContainText('300 of 300');
});

test('no arrow is lost, however soon it comes after the picture was opened', async ({ page }) => {
  // A slow answer to where the picture stands and to what stands beside it.
  await page.route(/\/views\/[^/]+\/(place|pictures|ids)/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 400));
    await route.continue();
  });
  await page.goto(small);
  await ready(page);
  await page.locator('#cell-4 .tile').click();
  for (const key of ['Enter', 'ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowLeft', ' '])
    await page.keyboard.press(key);
  await expect(page).toHaveURL(/\/i\/7$/);
  await expect(page.locator('.caption')).toContainText('7 of 300');
  await page.keyboard.press('Escape');
  await ready(page);
  await expect(page.locator('#cell-6')).toHaveClass(/focused/);
  await expect(selected(page)).toHaveCount(0);

  await page.goto(`${small}/i/5`, { waitUntil: 'commit' });
  await expect(page.locator('.stage')).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await expect(page).toHaveURL(/\/i\/299$/);
});

test('zooms at the pointer, pans, and fits again', async ({ page }) => {
  await page.goto(`${small}/i/8`);
  const picture = page.locator('.stage .picture');
  await expect(picture.locator('img').last()).toBeVisible();
  const before = (await picture.boundingBox())!;
  const at = { x: before.x + before.width * 0.5, y: before.y + before.height * 0.48 };
  await page.mouse.move(at.x, at.y);
  for (let turn = 0; turn < 12; turn++) await page.mouse.wheel(0, -100);
  await expect.poll(async () => (await picture.boundingBox())!.width).toBeGreaterThan(before.width * 6);
  const after = (await picture.boundingBox())!;
  expect((at.x - after.x) / after.width).toBeCloseTo(0.5, 2);
  expect((at.y - after.y) / after.height).toBeCloseTo(0.48, 2);
  await page.mouse.down();
  await page.mouse.move(at.x - 90, at.y - 40, { steps: 4 });
  await page.mouse.up();
  expect((await picture.boundingBox())!.x).toBeLessThan(after.x - 60);
  await page.keyboard.press('0');
  await expect.poll(async () => Math.round((await picture.boundingBox())!.width)).toBe(Math.round(before.width));
  await page.locator('.stage').dblclick();
  await expect(page.getByRole('button', { name: '1:1' })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/i\/8$/);
});

test('a missing file is told, and its properties stay', async ({ page }) => {
  await page.goto(`${small}/i/17`);
  await expect(page.locator('.caption')).toContainText('the file is missing');
});

test('from a link, Esc leads to the gallery at the picture', async ({ page }) => {
  await page.goto(`${small}/i/200`);
  await expect(page.locator('.caption')).toContainText('200 of 300');
  await page.keyboard.press('Escape');
  await ready(page);
  await expect(page.locator('#cell-199')).toBeInViewport();
});
