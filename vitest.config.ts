import { configDefaults, defineConfig } from 'vitest/config';
import { NotRunReporter } from './lib/testing/not-run-reporter.ts';

// Long tests (200 kills, 300 MB files) run only with `npm run test:long`, which sets CADENZA_LONG.
const exclude = [...configDefaults.exclude, 'e2e/**', ...(process.env.CADENZA_LONG ? [] : ['**/*.long.test.ts', '**/*.long.db.test.ts'])];

/** Where `npm test` reads the counts. */
const report = process.env.CADENZA_TEST_REPORT;

export default defineConfig({
  test: {
    reporters: report ? ['default', 'json', new NotRunReporter()] : ['default', new NotRunReporter()],
    // By default one core is left for the watcher; on two cores that halves the pace.
    maxWorkers: '100%',
    outputFile: report ? { json: report } : undefined,
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          // A property of a long run is tried 100,000 times in one test.
          testTimeout: process.env.CADENZA_LONG ? 7_200_000 : 60_000,
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...exclude, '**/*.db.test.ts', 'scripts/conformance.test.ts'],
        },
      },
      { test: { name: 'conformance', environment: 'node', include: ['scripts/conformance.test.ts'], exclude, testTimeout: 60_000 } },
      {
        test: {
          name: 'database',
          environment: 'node',
          include: ['**/*.db.test.ts'],
          exclude,
          globalSetup: ['lib/db/testing-postgres.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
