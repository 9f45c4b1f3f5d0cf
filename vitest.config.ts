import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { configDefaults, defineConfig } from 'vitest/config';
import { NotRunReporter } from './lib/testing/not-run-reporter.ts';

// Long tests (200 kills, 300 MB files) run only with `npm run test:long`, which sets CADENZA_LONG.
const exclude = [...configDefaults.exclude, 'e2e/**', ...(process.env.CADENZA_LONG ? [] : ['**/*.long.test.ts', '**/*.long.db.test.ts'])];

/** Where `npm test` reads the counts. */
const report = process.env.CADENZA_TEST_REPORT;

/** Test files that put something of their own in a module's place: only these need a process to themselves. */
const alone = globSync('{app,bench,components,lib,messages,scripts}/**/*.test.{ts,tsx}').filter((file) =>
  /^vi\.mock\(/m.test(readFileSync(file, 'utf8')),
);

/** What `server-only` is where Next builds for the server: nothing. */
const alias = {
  'server-only': createRequire(import.meta.url)
    .resolve('server-only')
    .replace(/index\.js$/, 'empty.js'),
};

const database = {
  environment: 'node' as const,
  globalSetup: ['lib/db/testing-postgres.ts'],
  testTimeout: 60_000,
  hookTimeout: 60_000,
};

const unit = {
  environment: 'node' as const,
  // A property of a long run is tried 100,000 times in one test.
  testTimeout: process.env.CADENZA_LONG ? 7_200_000 : 60_000,
};

export default defineConfig({
  test: {
    reporters: report ? ['default', 'json', new NotRunReporter()] : ['default', new NotRunReporter()],
    // By default one core is left for the watcher; on two cores that halves the pace.
    maxWorkers: '100%',
    outputFile: report ? { json: report } : undefined,
    projects: [
      // One process runs one test file after another: what it has loaded serves the next.
      {
        resolve: { alias },
        test: {
          ...unit,
          name: 'unit',
          isolate: false,
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...exclude, ...alone, '**/*.db.test.ts', 'scripts/conformance.test.ts'],
        },
      },
      {
        resolve: { alias },
        test: { ...unit, name: 'unit-alone', include: alone.filter((file) => !file.endsWith('.db.test.ts')), exclude },
      },
      { test: { name: 'conformance', environment: 'node', include: ['scripts/conformance.test.ts'], exclude, testTimeout: 60_000 } },
      // So here, with the PGlite that it has begun.
      {
        resolve: { alias },
        test: { ...database, name: 'database', isolate: false, include: ['**/*.db.test.ts'], exclude: [...exclude, ...alone] },
      },
      {
        resolve: { alias },
        test: { ...database, name: 'database-alone', include: alone.filter((file) => file.endsWith('.db.test.ts')), exclude },
      },
    ],
  },
});
