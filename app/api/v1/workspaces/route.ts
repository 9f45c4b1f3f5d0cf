import { newWorkspaceSchema } from '#lib/api/workspaces.ts';
import { answerSignedIn, jsonAnswer, readInput } from '#lib/server/api-call.ts';
import { readJson } from '#lib/server/limited-body.ts';
import { openWorkspaceCookie } from '#lib/server/session.ts';
import { makeWorkspace } from '#lib/server/workspaces.ts';

/** Makes a workspace in test mode and opens it in this browser. */
export function POST(request: Request): Promise<Response> {
  return answerSignedIn(request, async ({ session, db }) => {
    const slug = await makeWorkspace(db, session.person, readInput(newWorkspaceSchema, await readJson(request)));
    const answer = jsonAnswer({ slug }, 201);
    answer.headers.append('Set-Cookie', openWorkspaceCookie(slug));
    return answer;
  });
}
