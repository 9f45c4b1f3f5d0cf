import 'server-only';
import { getTranslations } from 'next-intl/server';
import type { z } from 'zod';
import type { JourneyRefusal } from '#lib/api/journeys.ts';
import { can, type Permission } from '#lib/api/permissions.ts';
import type { ProblemDocument } from '#lib/api/problem.ts';
import { appDatabase, type Database } from '#lib/db/client.ts';
import { problemResponse } from './problem-response.ts';
import { currentSession, type WorkspaceSession } from './session.ts';

/** What a call is answered from: who asks, in which workspace, and the database. */
export interface Call {
  readonly session: WorkspaceSession;
  readonly db: Database;
}

/** What some refusals say besides. */
type RefusedMore = Pick<ProblemDocument, 'conflict' | 'findings'>;

/** A call that is refused, thrown by whoever answers it: `code` names the sentence (`problem.<code>` of the catalogues). */
export class Refused extends Error {
  readonly status: number;
  readonly code:
    | 'bad-request'
    | 'not-found'
    | 'not-allowed'
    | 'signed-out'
    | 'clock-past'
    | 'clock-live'
    | 'clock-moving'
    | 'clock-nothing-due'
    | JourneyRefusal;
  readonly problems: ProblemDocument['problems'];
  readonly more: RefusedMore;

  constructor(status: number, code: Refused['code'], problems?: ProblemDocument['problems'], more: RefusedMore = {}) {
    super(code);
    this.name = 'Refused';
    this.status = status;
    this.code = code;
    this.problems = problems;
    this.more = more;
  }
}

/** Answers a call of a signed-in person whose role carries the permission; otherwise 401 or 403, and 500 in a sentence where we broke. */
export async function answerCall(request: Request, permission: Permission, answer: (call: Call) => Promise<unknown>): Promise<Response> {
  try {
    const session = await allowed(permission);
    refuseForeignOrigin(request);
    const body = await answer({ session, db: await appDatabase() });
    return Response.json(body, { headers: { 'Cache-Control': 'private, no-store' } });
  } catch (error) {
    const t = await getTranslations('problem');
    if (error instanceof Refused) {
      const { status, code, problems, more } = error;
      return problemResponse({ status, code, title: t(code), ...(problems ? { problems } : {}), ...more });
    }
    console.error(error);
    return problemResponse({ status: 500, code: 'broken', title: t('broken') });
  }
}

async function allowed(permission: Permission): Promise<WorkspaceSession> {
  const session = await currentSession();
  if (!session) throw new Refused(401, 'signed-out');
  const { workspace } = session;
  if (!workspace || !can(workspace.role, permission)) throw new Refused(403, 'not-allowed');
  return { ...session, workspace };
}

/** A write that another site's page sent with our cookie is refused; SameSite=Lax keeps most of them away already. */
function refuseForeignOrigin(request: Request): void {
  const origin = request.headers.get('origin');
  if (request.method === 'GET' || !origin) return;
  if (URL.parse(origin)?.host !== request.headers.get('host')) throw new Refused(403, 'not-allowed');
}

/** The body of a call as JSON; throws Refused where it is none. */
export async function readJson(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch {
    throw new Refused(400, 'bad-request', [{ path: '$', message: 'This is not JSON.' }]);
  }
}

/** Reads a call's input by its contract; throws Refused with every path at fault. */
export function readInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const read = schema.safeParse(input);
  if (read.success) return read.data;
  throw new Refused(
    400,
    'bad-request',
    read.error.issues.map((issue) => ({ path: `$.${issue.path.join('.')}`, message: issue.message })),
  );
}
