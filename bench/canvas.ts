import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import type { JourneyContext } from '#lib/api/journeys.ts';
import { collectNode } from '../scripts/child.ts';
import { systemChromium } from '../scripts/chromium.ts';
import { DEMO_PASSWORD, DEMO_PEOPLE } from '../scripts/seed/people.ts';
import { fill, HOST, startServer, stopServer, tryPort, untilAnswering } from '../scripts/serve.ts';
import type { Bench } from './bench.ts';

const NEXT = 'node_modules/next/dist/bin/next';
/** How long each gesture lasts, and how often the hand moves. */
const GESTURE = { moves: 120, everyMs: 16 };
const ROUNDS = 3;
const PAGES = ['/sign-in', '/journeys', '/journeys/preventive', '/inbox', '/insights', '/debtors', '/import', '/templates'];

/** How fluid 200 nodes are while one pans and drags, and pans zoomed out, beside a bare React Flow with the same nodes; and the JavaScript that each page sends. */
export const bench: Bench = {
  isSlow: true,
  async run(print) {
    const folder = mkdtempSync(join(tmpdir(), 'cadenza-bench-'));
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      CADENZA_BENCH: '1',
      CADENZA_DATA: folder,
      DATABASE_URL: '',
      NEXT_TELEMETRY_DISABLED: '1',
    };
    const { code, output } = await collectNode([NEXT, 'build'], { ...env, NODE_ENV: 'production' });
    if (code !== 0) throw new Error(output);
    await fill(['scripts/cadenza.ts', 'seed', '--debtors', '30', '--days', '10'], env);
    const port = await tryPort(0);
    const server = startServer(port, env);
    const browser = await chromium.launch({ executablePath: systemChromium(), args: ['--no-sandbox', '--disable-gpu'] });
    try {
      const address = `http://${HOST}:${port}`;
      await untilAnswering(server, address);
      await printFrames(browser, address, print);
      await printScripts(browser, address, print);
    } finally {
      await browser.close();
      await stopServer(server);
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

type Print = (line: string) => void;

async function printFrames(browser: Browser, address: string, print: Print): Promise<void> {
  print(`200 nodes, 1440×900, ${ROUNDS} rounds of each, the canvases in turn; frame time in ms, p50 / p95`);
  print('gesture   studio          bare React Flow');
  const none = () => ({ studio: [] as number[], bare: [] as number[] });
  const frames = { pan: none(), drag: none(), afar: none() };
  for (let round = 0; round < ROUNDS; round++) {
    for (const canvas of ['studio', 'bare'] as const) {
      const page = await openCanvas(browser, `${address}/bench/canvas${canvas === 'bare' ? '?bare' : ''}`);
      frames.pan[canvas].push(...(await framesWhile(page, () => sweep(page, { x: 500, y: 780 }))));
      frames.drag[canvas].push(...(await framesWhile(page, async () => sweep(page, await middleOfNode(page)))));
      await page.keyboard.press('Escape');
      // The studio zooms out by this key; the bare canvas begins so.
      await page.keyboard.press('f');
      await page.waitForTimeout(1_000);
      frames.afar[canvas].push(...(await framesWhile(page, () => sweep(page, { x: 500, y: 780 }))));
      await page.context().close();
    }
  }
  for (const gesture of ['pan', 'drag', 'afar'] as const) {
    print(`${gesture.padEnd(10)}${figures(frames[gesture].studio).padEnd(16)}${figures(frames[gesture].bare)}`);
  }
}

async function openCanvas(browser: Browser, url: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'es-CO' })).newPage();
  // Nobody is signed in: what the studio asks is answered here.
  const context: JourneyContext = { templates: [], languages: [], channels: [], segmentSizes: {}, journeys: {}, samples: [] };
  const nothing = { ...context, revision: 2 };
  await page.route('**/api/**', (route) => route.fulfill({ json: nothing }));
  await page.goto(url);
  await page.locator('.react-flow__node').nth(199).waitFor({ state: 'attached' });
  await page.waitForTimeout(1_500);
  return page;
}

async function middleOfNode(page: Page): Promise<{ x: number; y: number }> {
  const box = await page.locator('.react-flow__node').nth(100).boundingBox();
  return { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
}

/** Presses, moves in circles, and lets go. */
async function sweep(page: Page, from: { readonly x: number; readonly y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (let move = 0; move < GESTURE.moves; move++) {
    const turn = (move / GESTURE.moves) * 4 * Math.PI;
    await page.mouse.move(from.x + 90 * Math.sin(turn), from.y - 60 * (1 - Math.cos(turn)));
    await page.waitForTimeout(GESTURE.everyMs);
  }
  await page.mouse.up();
}

/** The times between frames while something is done. */
async function framesWhile(page: Page, act: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(window, { frameTimes: times });
    const frame = (now: number) => {
      times.push(now);
      if ('frameTimes' in window && window.frameTimes === times) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  await act();
  const times = await page.evaluate(() => {
    const taken = 'frameTimes' in window && Array.isArray(window.frameTimes) ? window.frameTimes.map(Number) : [];
    Object.assign(window, { frameTimes: null });
    return taken;
  });
  return times.slice(1).map((time, index) => time - (times[index] ?? time));
}

function figures(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
  return `${at(0.5)} / ${at(0.95)}`;
}

/** What each page sends in scripts, as it goes over the wire. */
async function printScripts(browser: Browser, address: string, print: Print): Promise<void> {
  print('page                    scripts  JavaScript, compressed');
  const [manager] = DEMO_PEOPLE;
  for (const path of PAGES) {
    const context = await browser.newContext({ locale: 'es-CO' });
    const page = await context.newPage();
    if (path !== '/sign-in')
      await page.request.post(`${address}/api/v1/session`, { data: { email: manager.email, password: DEMO_PASSWORD } });
    const wire = await context.newCDPSession(page);
    const scripts = new Map<string, number>();
    await wire.send('Network.enable');
    const asked = new Set<string>();
    wire.on('Network.requestWillBeSent', ({ requestId, type }) => type === 'Script' && asked.add(requestId));
    wire.on(
      'Network.loadingFinished',
      ({ requestId, encodedDataLength }) => asked.has(requestId) && scripts.set(requestId, encodedDataLength),
    );
    await page.goto(`${address}${path}`, { waitUntil: 'networkidle' });
    const bytes = [...scripts.values()].reduce((sum, size) => sum + size, 0);
    print(`${path.padEnd(24)}${String(scripts.size).padStart(7)}  ${(bytes / 1024).toFixed(0)} kB`);
    await context.close();
  }
}
