import 'server-only';
import { createHash } from 'node:crypto';
import { getTranslations } from 'next-intl/server';
import { readLanguage } from '#lib/api/languages.ts';
import { type SignIn, safeNext, signInSchema } from '#lib/api/sign-in.ts';
import { appDatabase } from '#lib/db/client.ts';
import { type Attempts, countAttempt, forgetAttempts } from '#lib/db/queries/sign-in-attempts.ts';
import { auth, HOLD_SECONDS } from './auth.ts';
import { LANGUAGE_COOKIE } from './language.ts';
import { readForm, readJson } from './limited-body.ts';
import { problemResponse } from './problem-response.ts';

/** The tenth wrong password in a row closes the address for a while, whether or not anyone has it. */
const MOST_ATTEMPTS = 10;

const LANGUAGE_SECONDS = 365 * 24 * 60 * 60;

type Outcome =
  | { readonly kind: 'in'; readonly cookies: readonly string[]; readonly language: string | null }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'held'; readonly seconds: number }
  | { readonly kind: 'refused' };

/**
 * Signs a person in, from the page's script (JSON in and out: 200, 401, 403 or 429 with `Retry-After`) or from a plain form
 * (303 to the page that was wanted, or back to the sign-in page). An unknown address and a wrong password are told alike.
 */
export async function signIn(request: Request): Promise<Response> {
  const plain = !request.headers.get('content-type')?.startsWith('application/json');
  // What cannot be read is no sign-in, however it fails.
  const given = plain ? readForm(request).then(Object.fromEntries) : readJson(request);
  const input = signInSchema.safeParse(await given.catch(() => null));
  const outcome = input.success ? await tryToSignIn(request, input.data) : ({ kind: 'wrong' } as const);
  const next = safeNext(input.data?.next);
  return plain ? asRedirect(outcome, next) : asAnswer(outcome, next);
}

/** The cookies of a session for someone whose account was just made; none where better-auth would not have it: they sign in themselves. */
export async function sessionCookies(request: Request, credentials: Pick<SignIn, 'email' | 'password'>): Promise<readonly string[]> {
  const outcome = await tryToSignIn(request, credentials);
  return outcome.kind === 'in' ? outcome.cookies : [];
}

async function tryToSignIn(request: Request, { email, password }: SignIn): Promise<Outcome> {
  const db = await appDatabase();
  const key = `sign-in:${createHash('sha256').update(email).digest('hex')}`;
  const attempts = await countAttempt(db, key, Date.now(), HOLD_SECONDS * 1000, MOST_ATTEMPTS);
  if (attempts.count > MOST_ATTEMPTS) return held(attempts);
  const response = await (await auth()).handler(authRequest(request, { email, password }));
  if (response.status === 429) return { kind: 'held', seconds: Number(response.headers.get('X-Retry-After')) || 60 };
  if (response.status === 403) return { kind: 'refused' };
  if (!response.ok) return attempts.count < MOST_ATTEMPTS ? { kind: 'wrong' } : held(attempts);
  await forgetAttempts(db, key);
  const { user } = await response.json();
  return { kind: 'in', cookies: response.headers.getSetCookie(), language: readLanguage(user?.language) };
}

function held({ lastAt }: Attempts): Outcome {
  return { kind: 'held', seconds: Math.max(1, Math.ceil((lastAt + HOLD_SECONDS * 1000 - Date.now()) / 1000)) };
}

/** The request as better-auth's own endpoint expects it; what it checks (origin, address, browser) goes along,
 * no cookie: who was signed in before has no say. */
function authRequest(request: Request, body: { email: string; password: string }): Request {
  const headers = new Headers({ 'Content-Type': 'application/json' });
  for (const name of ['origin', 'referer', 'user-agent', 'x-forwarded-for', 'sec-fetch-site', 'sec-fetch-mode', 'sec-fetch-dest']) {
    const value = request.headers.get(name);
    if (value) headers.set(name, value);
  }
  const scheme = request.headers.get('x-forwarded-proto')?.split(',')[0] ?? 'http';
  const origin = process.env.BETTER_AUTH_URL ?? `${scheme}://${request.headers.get('host')}`;
  return new Request(new URL('/api/auth/sign-in/email', origin), { method: 'POST', headers, body: JSON.stringify(body) });
}

async function asAnswer(outcome: Outcome, next: string): Promise<Response> {
  if (outcome.kind === 'in') return withCookies(Response.json({ next }), outcome);
  const t = await getTranslations('problem');
  if (outcome.kind === 'wrong') return problemResponse({ status: 401, code: 'wrong-password', title: t('wrong-password') });
  if (outcome.kind === 'refused') return problemResponse({ status: 403, code: 'not-allowed', title: t('not-allowed') });
  const title = t('too-many-attempts', { minutes: Math.ceil(outcome.seconds / 60) });
  return problemResponse({ status: 429, code: 'too-many-attempts', title }, { 'Retry-After': String(outcome.seconds) });
}

function asRedirect(outcome: Outcome, next: string): Response {
  if (outcome.kind === 'in') return withCookies(seeOther(next), outcome);
  const query = new URLSearchParams({ next, problem: outcome.kind });
  if (outcome.kind === 'held') query.set('minutes', String(Math.ceil(outcome.seconds / 60)));
  return seeOther(`/sign-in?${query}`);
}

function seeOther(path: string): Response {
  return new Response(null, { status: 303, headers: { Location: path } });
}

/** The session's cookie as better-auth made it, and the person's language from now on. */
function withCookies(response: Response, { cookies, language }: Extract<Outcome, { kind: 'in' }>): Response {
  for (const cookie of cookies) response.headers.append('Set-Cookie', cookie);
  if (language) response.headers.append('Set-Cookie', `${LANGUAGE_COOKIE}=${language}; Path=/; Max-Age=${LANGUAGE_SECONDS}; SameSite=Lax`);
  return response;
}
