import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const places = [
  process.env.PANOPTIC_BROWSER,
  ...['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'].flatMap((name) =>
    (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)),
  ),
  '/usr/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

function usable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** The path of any Chromium or Chrome of this machine; ends the process with what to do where there is none. */
export function chromium() {
  const found = places.find((file) => file && usable(file));
  if (!found) {
    console.error(
      'A browser is needed, and there is no Chromium or Chrome here: install one (on Debian: apt-get install chromium) or name it in PANOPTIC_BROWSER.',
    );
    process.exit(1);
  }
  return found;
}
