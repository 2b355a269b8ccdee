import type { FullResult, Reporter, TestCase, TestResult } from '@playwright/test/reporter';

/** Says at the end how many journeys ran, in which browser; a journey that was skipped is a failure. */
export default class Journeys implements Reporter {
  #passed = 0;
  #failed = 0;
  #skipped = 0;

  onTestEnd(_: TestCase, result: TestResult): void {
    if (result.status === 'passed') this.#passed++;
    else if (result.status === 'skipped') this.#skipped++;
    else this.#failed++;
  }

  onEnd(): Promise<{ status: FullResult['status'] } | undefined> {
    const all = this.#passed + this.#failed + this.#skipped;
    const browser = process.env['PANOPTIC_BROWSER_NAME'] ?? 'an unknown browser';
    const failed = this.#failed > 0 ? `, ${this.#failed} failed` : '';
    const skipped = this.#skipped > 0 ? `, ${this.#skipped} were skipped` : '';
    process.stdout.write(`\n${all} journeys ran in ${browser}: ${this.#passed} passed${failed}${skipped}\n`);
    return Promise.resolve(this.#skipped > 0 || all === 0 ? { status: 'failed' } : undefined);
  }

  printsToStdio(): boolean {
    return false;
  }
}
