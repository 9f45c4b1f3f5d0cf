import { answerCall } from '#lib/server/api-call.ts';
import { readableMappings } from '#lib/server/imports.ts';

/** The workspace's saved mappings, the latest first. */
export function GET(request: Request): Promise<Response> {
  return answerCall(request, 'portfolio.import', async ({ db, session }) => ({ mappings: await readableMappings(db, session.workspace) }));
}
