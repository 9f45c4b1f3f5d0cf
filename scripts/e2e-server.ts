// The built server of the e2e stories: on a new database that goes when it ends. Playwright starts it with its port as the argument.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './build.ts';
import { fill, liveWith, startServer } from './serve.ts';

const folder = mkdtempSync(join(tmpdir(), 'cadenza-e2e-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const env: NodeJS.ProcessEnv = { ...process.env, CADENZA_DATA: folder, DATABASE_URL: '' };
await ensureBuilt();
await fill(['e2e/seed.ts'], env);
liveWith(startServer(Number(process.argv[2]), env));
