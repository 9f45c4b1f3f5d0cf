import 'server-only';
import { drizzleAdapter } from '@better-auth/drizzle-adapter';
import { betterAuth } from 'better-auth';
import { nextCookies } from 'better-auth/next-js';
import { appDatabase, type Database } from '#lib/db/client.ts';
import { credential, person, rateLimit, session, verification } from '#lib/db/schema/people.ts';
import { authSecret } from './secret.ts';

/** For how long an address is held after ten wrong passwords, and how long better-auth keeps a count. */
export const HOLD_SECONDS = 15 * 60;

const SESSION_SECONDS = 7 * 24 * 60 * 60;

type Auth = ReturnType<typeof makeAuth>;

let made: { readonly db: Database; readonly auth: Promise<Auth> } | null = null;

/** The one better-auth of this process, over the installation's database; made at the first call. */
export async function auth(): Promise<Auth> {
  const db = await appDatabase();
  if (made?.db !== db) made = { db, auth: authSecret().then((secret) => makeAuth(db, secret)) };
  try {
    return await made.auth;
  } catch (error) {
    made = null;
    throw error;
  }
}

/*
 * Its handler is not mounted under /api: sign-in goes through sign-in.ts, which adds what it lacks (a count by address),
 * and nobody signs up. So the only doors are those of docs/decisions/0010.
 */
function makeAuth(db: Database, secret: string) {
  const base = process.env.BETTER_AUTH_URL;
  return betterAuth({
    appName: 'Cadenza',
    secret,
    ...(base ? { baseURL: base } : {}),
    database: drizzleAdapter(db.orm, { provider: 'pg', schema: { person, session, credential, verification, rateLimit } }),
    user: { modelName: 'person', additionalFields: { language: { type: 'string', input: false, defaultValue: 'es' } } },
    session: { modelName: 'session', fields: { userId: 'personId' }, expiresIn: SESSION_SECONDS, updateAge: 24 * 60 * 60 },
    account: { modelName: 'credential', fields: { userId: 'personId' } },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10, maxPasswordLength: 128 },
    // A flood from one place: all attempts, right or wrong. The window is also how long better-auth keeps rows of this table.
    rateLimit: {
      enabled: true,
      storage: 'database',
      modelName: 'rateLimit',
      window: HOLD_SECONDS,
      max: 10_000,
      // Better-auth counts on while no minute passes without a request: an office behind one address, or a day of stories, must not reach it. Guessing one person's password ends at ten (sign-in.ts).
      customRules: { '/sign-in/email': { window: 60, max: 1_000 } },
    },
    advanced: { cookiePrefix: 'cadenza', useSecureCookies: base?.startsWith('https://') ?? false },
    // Lets a call through `api` (sign-out, a session prolonged) set cookies where Next allows it.
    plugins: [nextCookies()],
    logger: { level: 'error' },
    telemetry: { enabled: false },
  });
}
