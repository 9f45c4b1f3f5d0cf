import 'server-only';
import { getTranslations } from 'next-intl/server';
import type { z } from 'zod';
import type { AnswerRefusal } from '#lib/api/answers.ts';
import type { DeskRefusal } from '#lib/api/desk.ts';
import { WORKSPACE_HEADER } from '#lib/api/drawn-for.ts';
import type { ImportRefusal } from '#lib/api/imports.ts';
import type { JourneyRefusal } from '#lib/api/journeys.ts';
import { can, type Permission } from '#lib/api/permissions.ts';
import type { ProblemDocument } from '#lib/api/problem.ts';
import type { SimulationRefusal } from '#lib/api/simulations.ts';
import { jsonPath, type Problem } from '#lib/base/problem.ts';
import { appDatabase, type Database } from '#lib/db/client.ts';
import { problemResponse } from './problem-response.ts';
import { currentSession, type Session, type WorkspaceSession } from './session.ts';

/** What a call is answered from: who asks, in which workspace, and the database. */
export interface Call {
  readonly session: WorkspaceSession;
  readonly db: Database;
}

/** What some refusals say besides. */
type RefusedMore = Pick<ProblemDocument, 'conflict' | 'findings' | 'workspace'>;

/** Why a change of workspaces, people and invitations, or a far move of the clock, is refused. */
type PeopleRefusal =
  | 'clock-too-far'
  | 'last-admin'
  | 'workspace-conflict'
  | 'workspace-fixed'
  | 'email-taken'
  | 'invitation-closed'
  | 'too-many-joins'
  | 'too-many-workspaces';

/** A call that is refused, thrown by whoever answers it: `code` names the sentence (`problem.<code>` of the catalogues). */
export class Refused extends Error {
  readonly status: number;
  readonly code:
    | AnswerRefusal
    | 'bad-request'
    | 'not-found'
    | 'not-allowed'
    | 'other-workspace'
    | 'signed-out'
    | 'clock-past'
    | 'clock-live'
    | 'clock-moving'
    | 'clock-nothing-due'
    | 'bad-policy'
    | 'policy-conflict'
    | DeskRefusal
    | ImportRefusal
    | JourneyRefusal
    | PeopleRefusal
    | SimulationRefusal;
  readonly problems: readonly Problem[] | undefined;
  readonly more: RefusedMore;

  constructor(status: number, code: Refused['code'], problems?: readonly Problem[], more: RefusedMore = {}) {
    super(code);
    this.name = 'Refused';
    this.status = status;
    this.code = code;
    this.problems = problems;
    this.more = more;
  }
}

/** Answers a call of a signed-in person whose role carries the permission; otherwise 401 or 403, 409 where its page was drawn for another workspace than the one that is open, and 500 in a sentence where we broke. What is no response (a file is one) becomes JSON. */
export function answerCall(
  request: Request,
  permission: Permission,
  answer: (call: Call) => Promise<unknown>,
  status = 200,
): Promise<Response> {
  return answering(request, async () => {
    const body = await answer({ session: await allowed(request, permission), db: await appDatabase() });
    return body instanceof Response ? body : jsonAnswer(body, status);
  });
}

/** Answers a call of anybody who is signed in, with or without a workspace: 401 to the others. `answer` makes the response itself. */
export function answerSignedIn(
  request: Request,
  answer: (call: { readonly session: Session; readonly db: Database }) => Promise<Response>,
): Promise<Response> {
  return answering(request, async () => answer({ session: await signedIn(), db: await appDatabase() }));
}

/** Answers a call of anybody at all; what is thrown becomes a problem in the reader's language. */
export async function answering(request: Request, answer: () => Promise<Response>): Promise<Response> {
  try {
    refuseForeignOrigin(request);
    return await answer();
  } catch (error) {
    const t = await getTranslations('problem');
    if (error instanceof Refused) {
      const { status, code, problems, more } = error;
      return problemResponse({ status, code, title: t(code), ...(problems ? { problems: [...problems] } : {}), ...more });
    }
    console.error(error);
    return problemResponse({ status: 500, code: 'broken', title: t('broken') });
  }
}

/** What a call answers with, kept by no cache. */
export function jsonAnswer(body: unknown, status = 200): Response {
  // A file is answered as it stands.
  if (body instanceof Response) return body;
  return Response.json(body, { status, headers: { 'Cache-Control': 'private, no-store' } });
}

async function signedIn(): Promise<Session> {
  const session = await currentSession();
  if (!session) throw new Refused(401, 'signed-out');
  return session;
}

async function allowed(request: Request, permission: Permission): Promise<WorkspaceSession> {
  const session = await signedIn();
  refuseElsewhere(request, session);
  const { workspace } = session;
  if (!workspace || !can(workspace.role, permission)) throw new Refused(403, 'not-allowed');
  return { ...session, workspace };
}

/** All tabs share the cookie that names the open workspace: a page of another one would read and write here unawares. */
function refuseElsewhere(request: Request, { workspace, workspaces }: Session): void {
  const drawnFor = request.headers.get(WORKSPACE_HEADER);
  if (drawnFor === null || drawnFor === workspace?.slug) return;
  const first = workspaces.find(({ slug }) => slug === drawnFor);
  const names = { open: workspace?.name ?? null, drawnFor: first?.name ?? null };
  throw new Refused(409, 'other-workspace', undefined, { workspace: names });
}

/** A write that another site's page sent with our cookie is refused; SameSite=Lax keeps most of them away already. */
function refuseForeignOrigin(request: Request): void {
  if (request.method !== 'GET' && isForeign(request)) throw new Refused(403, 'not-allowed');
}

/** Whether another site's page sent this. */
export function isForeign(request: Request): boolean {
  const origin = request.headers.get('origin');
  return origin !== null && URL.parse(origin)?.host !== request.headers.get('host');
}

/** Reads a call's input by its contract; throws Refused with every path at fault. */
export function readInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const read = schema.safeParse(input);
  if (read.success) return read.data;
  throw new Refused(
    400,
    'bad-request',
    read.error.issues.map(({ path, message }) => ({ path: jsonPath(path), message })),
  );
}
