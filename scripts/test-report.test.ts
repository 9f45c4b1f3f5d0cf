import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { countByDatabase, tallyPlaywright, tallyVitest } from './test-report.ts';

const folder = mkdtempSync(join(tmpdir(), 'cadenza-report-'));
const path = join(folder, 'report.json');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const test = (status: string, ...ancestorTitles: string[]) => ({ status, ancestorTitles, fullName: `${ancestorTitles.join(' ')} a test` });

function vitestReport(...files: { status: string; assertionResults: ReturnType<typeof test>[] }[]): string {
  writeFileSync(path, JSON.stringify({ testResults: files.map((file) => ({ name: 'x.test.ts', message: '', ...file })) }));
  return path;
}

describe('the tally of a vitest report', () => {
  it('counts what passed, failed and was left out for want of inputs', () => {
    const tests = [
      test('passed', 'a'),
      test('failed', 'a'),
      test('skipped', 'ibm (inputs absent)'),
      test('skipped', 'ibm (inputs absent)'),
      test('skipped', 'other'),
    ];
    expect(tallyVitest(vitestReport({ status: 'failed', assertionResults: tests }), 1)).toEqual({
      passed: 1,
      failed: 1,
      notRun: 3,
      notes: ['not run: 2 (inputs absent)'],
    });
  });

  it('counts a file that broke before its tests as a failure', () => {
    const report = vitestReport({ status: 'passed', assertionResults: [test('passed')] }, { status: 'failed', assertionResults: [] });
    expect(tallyVitest(report, 1)).toMatchObject({ passed: 1, failed: 1 });
  });

  it('counts an exit code that no test explains as a failure', () => {
    expect(tallyVitest(vitestReport({ status: 'passed', assertionResults: [test('passed')] }), 1)).toMatchObject({ passed: 1, failed: 1 });
  });

  it('counts a report that is missing as a failure', () => {
    expect(tallyVitest(join(folder, 'absent.json'), 0)).toMatchObject({ passed: 0, failed: 1 });
  });

  it('tells how many passed on each database', () => {
    const tests = [
      test('passed', 'import on PGlite'),
      test('passed', 'import on PostgreSQL 15.18'),
      test('passed', 'x on PGlite'),
      test('failed', 'x on PGlite'),
    ];
    expect(countByDatabase(vitestReport({ status: 'failed', assertionResults: tests }))).toBe('PGlite: 2 passed, PostgreSQL: 1 passed');
  });
});

describe('the tally of a playwright report', () => {
  it('counts a story that passed at the second try as failed', () => {
    writeFileSync(path, JSON.stringify({ stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 } }));
    expect(tallyPlaywright(path, 1)).toEqual({ passed: 4, failed: 2, notRun: 2, notes: [] });
  });
});
