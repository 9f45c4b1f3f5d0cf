import type { Reporter, TestCase, TestModule } from 'vitest/node';

/** At the end of a suite's name where its files are absent: its tests are counted as not run, never as passed. */
export const INPUTS_ABSENT = '(inputs absent)';

/** Prints `not run: N (inputs absent)` after a run that left tests out because their input files are not there. */
export class NotRunReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const leftOut = modules.flatMap((module) => [...module.children.allTests('skipped')]).filter(lacksInputs);
    if (leftOut.length > 0) console.log(`not run: ${leftOut.length} ${INPUTS_ABSENT}`);
  }
}

const lacksInputs = (test: TestCase): boolean => test.fullName.includes(INPUTS_ABSENT);
