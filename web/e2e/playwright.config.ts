import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  outputDir: 'out/results',
  workers: 1,
  fullyParallel: false,
  retries: 1,
  forbidOnly: true,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['./reporter.ts'], ['junit', { outputFile: '../reports/journeys.xml' }]],
  use: {
    baseURL: process.env['PANOPTIC_URL'],
    viewport: { width: 1440, height: 900 },
    colorScheme: 'dark',
    locale: 'en-GB',
    launchOptions: { executablePath: process.env['PANOPTIC_BROWSER'], args: ['--enable-precise-memory-info'] },
    actionTimeout: 30_000,
    screenshot: 'only-on-failure',
  },
});
