import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FullConfig, FullResult, Reporter, Suite } from '@playwright/test/reporter';

/**
 * Says at the end how many journeys ran, in which browser; a journey that was skipped is a failure. One that passed only
 * at its second try is named: something in it depends on the moment.
 */
export default class Journeys implements Reporter {
  #suite: Suite | undefined;

  onBegin(_: FullConfig, suite: Suite): void {
    this.#suite = suite;
  }

  onEnd(): Promise<{ status: FullResult['status'] } | undefined> {
    const all = this.#suite?.allTests() ?? [];
    const ended = (outcome: string) => all.filter((test) => test.outcome() === outcome);
    const browser = process.env['PANOPTIC_BROWSER_NAME'] ?? 'an unknown browser';
    const failed = ended('unexpected').length;
    const skipped = ended('skipped').length;
    const second = ended('flaky').map((test) => test.titlePath().filter(Boolean).join(' › '));
    const counts = `${all.length - failed - skipped} passed${failed > 0 ? `, ${failed} failed` : ''}`;
    process.stdout.write(
      `\n${all.length} journeys ran in ${browser}: ${counts}${skipped > 0 ? `, ${skipped} were skipped` : ''}\n`,
    );
    for (const name of second) process.stdout.write(`only at the second try: ${name}\n`);
    writeFileSync(join(import.meta.dirname, '..', 'reports', 'second-try'), second.map((name) => `${name}\n`).join(''));
    return Promise.resolve(skipped > 0 || all.length === 0 ? { status: 'failed' } : undefined);
  }

  printsToStdio(): boolean {
    return false;
  }
}
