import { changeSettingsSchema } from '#lib/api/workspace-settings.ts';
import { answerCall, readInput } from '#lib/server/api-call.ts';
import { readJson } from '#lib/server/limited-body.ts';
import { changeSettings, readSettings } from '#lib/server/workspace-settings.ts';

/** What the open workspace is called, where it is, and how it counts. */
export function GET(request: Request): Promise<Response> {
  return answerCall(request, 'workspace.admin', ({ db, session }) => readSettings(db, session.workspace));
}

/** Changes it. */
export function PATCH(request: Request): Promise<Response> {
  return answerCall(request, 'workspace.admin', async ({ db, session: { workspace, person } }) => {
    const change = readInput(changeSettingsSchema, await readJson(request));
    return changeSettings(db, { workspace, personId: person.id }, change);
  });
}
