import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { collectNode } from './child.ts';
import { root } from './root.ts';

/** All that the built pages are made of: sources, catalogues of messages, settings and the versions of the packages. */
const INGREDIENTS = [
  '{app,components,lib,messages,public}/**/*.{ts,tsx,css,json,svg,png,ico,woff2}',
  'package-lock.json',
  '*.{ts,js,mjs}',
  'tsconfig.json',
];
const STAMP = join(root, '.next', 'cadenza-ingredients');

/** Builds the pages where they were never built or something they are made of has changed since. Throws what the build said. */
export async function ensureBuilt(): Promise<void> {
  const ingredients = hashOfIngredients();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === ingredients) return;
  console.error('Building the pages (about half a minute)…');
  rmSync(STAMP, { force: true });
  const { code, output } = await collectNode(['node_modules/next/dist/bin/next', 'build'], {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
  });
  if (code !== 0) throw new Error(`${output}\nThe pages could not be built: what is wrong stands above.`);
  writeFileSync(STAMP, ingredients);
}

function hashOfIngredients(): string {
  const hash = createHash('sha256');
  for (const path of globSync(INGREDIENTS, { cwd: root })
    .filter((name) => !/\.test\.tsx?$|^next-env|^(vitest|playwright)\.config/.test(name))
    .sort()) {
    hash.update(`${path}\n`).update(readFileSync(join(root, path)));
  }
  return hash.digest('hex');
}
