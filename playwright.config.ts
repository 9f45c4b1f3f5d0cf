import { defineConfig, devices } from '@playwright/test';
import { systemChromium } from './scripts/chromium.ts';
import { HOST, tryPort } from './scripts/serve.ts';

// Chosen once: the processes that run the stories read this file again and inherit the choice.
process.env.CADENZA_E2E_PORT ??= String(await tryPort(0));
const port = process.env.CADENZA_E2E_PORT;
const baseURL = `http://${HOST}:${port}`;

/** Without the last four, Chromium calls its maker's hosts at every start; the first two are needed as root and without a screen. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const use = { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } };
const SCREENS = 'accessibility.spec.ts';

export default defineConfig({
  testDir: 'e2e',
  forbidOnly: true,
  fullyParallel: false,
  // Files run beside each other on one server: each has its own people, or leaves those it shares as they were.
  workers: 2,
  retries: 0,
  // Nobody waits this long for a page: it is for machines that do other work besides.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: process.env.CADENZA_TEST_REPORT ? [['list'], ['json', { outputFile: process.env.CADENZA_TEST_REPORT }]] : 'list',
  outputDir: 'test-results',
  use: {
    baseURL,
    locale: 'es-CO',
    timezoneId: 'America/Bogota',
    // Recording costs a third of the time: it is asked for, by CADENZA_TRACE=1, when a failed story is looked into.
    trace: process.env.CADENZA_TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: systemChromium(), args },
  },
  // Long stories first; the many short looks at single screens fill what time is left on either side.
  projects: [
    { name: 'stories', use, testIgnore: SCREENS },
    { name: 'screens', use, testMatch: SCREENS },
  ],
  webServer: {
    command: `"${process.execPath}" scripts/e2e-server.ts ${port}`,
    url: baseURL,
    timeout: 180_000,
    stdout: 'ignore',
    stderr: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
  },
});
