import { previewSchema, TEMPLATE_BYTES } from '#lib/api/message-templates.ts';
import { answerCall, readInput } from '#lib/server/api-call.ts';
import { readLimitedJson } from '#lib/server/limited-body.ts';
import { previewMessage } from '#lib/server/message-templates.ts';

/** A message as a debtor would read it now. */
export function POST(request: Request): Promise<Response> {
  return answerCall(request, 'journey.edit', async ({ db, session }) =>
    previewMessage(db, session.workspace, readInput(previewSchema, await readLimitedJson(request, TEMPLATE_BYTES))),
  );
}
