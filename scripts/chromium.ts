import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The machine's own Chromium; `undefined` where there is none and Playwright must use the one it fetched for itself. */
export const systemChromium = (): string | undefined => INSTALLED.find((path) => existsSync(path));

/** Makes sure that there is a browser for the e2e stories; says on standard error what it fetches. False where none could be had. */
export function ensureChromium(): boolean {
  if (hasBrowser()) return true;
  const isRoot = process.getuid?.() === 0;
  if (isRoot && spawnSync('apt-get', ['--version']).status === 0) {
    console.error('No Chromium here: installing Debian’s (apt-get install chromium)…');
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', 'chromium'], { DEBIAN_FRONTEND: 'noninteractive' });
  }
  if (hasBrowser()) return true;
  console.error('No Chromium here: letting Playwright fetch its own (about 150 MB)…');
  run(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium']);
  if (hasBrowser()) return true;
  console.error(
    'No browser for the e2e stories: install Chromium (on Debian: apt-get install chromium) or run npx playwright install chromium, then start again.',
  );
  return false;
}

const hasBrowser = (): boolean => systemChromium() !== undefined || existsSync(chromium.executablePath());

function run(command: string, args: string[], env: Record<string, string> = {}): void {
  spawnSync(command, args, { stdio: ['ignore', 2, 2], env: { ...process.env, ...env } });
}
