import 'server-only';
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dataDirectory } from '#lib/db/place.ts';

/**
 * What signs the session cookies: `$BETTER_AUTH_SECRET`, else 32 random bytes made once and kept beside the PGlite
 * directory, readable by its owner only. Beside a PostgreSQL there is no such place that every server sees, so there
 * the variable must be set; throws where it is not.
 */
export async function authSecret(): Promise<string> {
  const given = process.env.BETTER_AUTH_SECRET;
  if (given) return given;
  if (process.env.DATABASE_URL) {
    throw new Error(
      'BETTER_AUTH_SECRET is not set. With DATABASE_URL every server must sign sessions alike: set it to the output of "openssl rand -hex 32".',
    );
  }
  return keptSecret(join(dataDirectory(), 'auth-secret'));
}

async function keptSecret(path: string): Promise<string> {
  await mkdir(dataDirectory(), { recursive: true });
  try {
    await writeFile(path, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return (await readFile(path, 'utf8')).trim();
}
