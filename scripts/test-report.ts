import { readFileSync } from 'node:fs';
import { INPUTS_ABSENT } from '#lib/testing/not-run-reporter.ts';

/** What one stage of `npm test` found. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  /** Tests left out because their inputs or their machine are not there; never counted as passed. */
  readonly notRun: number;
  /** Sentences for the summary. */
  readonly notes: readonly string[];
}

interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly ancestorTitles: readonly string[];
      readonly fullName: string;
    }[];
  }[];
}

interface PlaywrightReport {
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number; readonly skipped: number };
}

/** Counts vitest's JSON report. A file that broke before its tests, and an end with a fault that no test shows, count as one failure each. */
export function tallyVitest(path: string, exitCode: number): Tally {
  const report: VitestReport | undefined = readReport(path);
  if (!report) return broken('vitest left no report');
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const passed = tests.filter((test) => test.status === 'passed');
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  const failed = tests.filter((test) => test.status === 'failed').length + brokenFiles.length;
  const leftOut = tests.filter((test) => test.status === 'skipped' || test.status === 'pending');
  const lacking = leftOut.filter((test) => test.fullName.includes(INPUTS_ABSENT)).length;
  return {
    passed: passed.length,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    notRun: leftOut.length,
    notes: lacking > 0 ? [`not run: ${lacking} (inputs absent)`] : [],
  };
}

/** How many passed tests of a database report ran on PGlite and how many on PostgreSQL, as one sentence. */
export function countByDatabase(path: string): string {
  const report: VitestReport | undefined = readReport(path);
  const tests = (report?.testResults ?? []).flatMap((file) => file.assertionResults).filter((test) => test.status === 'passed');
  const on = (name: string): number => tests.filter((test) => test.ancestorTitles.some((title) => title.includes(` on ${name}`))).length;
  return `PGlite: ${on('PGlite')} passed, PostgreSQL: ${on('PostgreSQL')} passed`;
}

/** Counts Playwright's JSON report; a story that passed at a second try counts as failed. */
export function tallyPlaywright(path: string, exitCode: number): Tally {
  const report: PlaywrightReport | undefined = readReport(path);
  if (!report) return broken('playwright left no report');
  const { expected, unexpected, flaky, skipped } = report.stats;
  const failed = unexpected + flaky;
  return { passed: expected, failed: failed === 0 && exitCode !== 0 ? 1 : failed, notRun: skipped, notes: [] };
}

/** One failure with its reason, for a stage that has no tests of its own or did not come as far as running them. */
export const broken = (note: string): Tally => ({ passed: 0, failed: 1, notRun: 0, notes: [note] });

function readReport<Report>(path: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
