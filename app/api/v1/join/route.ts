import { joinSchema } from '#lib/api/people.ts';
import { appDatabase } from '#lib/db/client.ts';
import { answering, jsonAnswer, Refused, readInput } from '#lib/server/api-call.ts';
import { joinAsMember, joinAsNewcomer } from '#lib/server/join.ts';
import { requestLanguage } from '#lib/server/language.ts';
import { readJson } from '#lib/server/limited-body.ts';
import { currentSession, openWorkspaceCookie } from '#lib/server/session.ts';
import { sessionCookies } from '#lib/server/sign-in.ts';

/** Uses an invitation up: as whoever is signed in, or with a new account, which is then signed in. */
export function POST(request: Request): Promise<Response> {
  return answering(request, async () => {
    const join = readInput(joinSchema, await readJson(request));
    const db = await appDatabase();
    if (join.account) {
      const slug = await joinAsNewcomer(db, join, join.account, await requestLanguage());
      const email = join.account.email.trim().toLowerCase();
      return opened(slug, await sessionCookies(request, { email, password: join.account.password }));
    }
    const session = await currentSession();
    if (!session) throw new Refused(401, 'signed-out');
    return opened(await joinAsMember(db, session.person.id, join), []);
  });
}

function opened(slug: string, cookies: readonly string[]): Response {
  const answer = jsonAnswer({ workspace: slug });
  for (const cookie of [...cookies, openWorkspaceCookie(slug)]) answer.headers.append('Set-Cookie', cookie);
  return answer;
}
