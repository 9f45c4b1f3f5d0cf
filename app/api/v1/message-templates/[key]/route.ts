import { saveTemplateSchema, TEMPLATE_BYTES, templateKeySchema } from '#lib/api/message-templates.ts';
import { answerCall, readInput } from '#lib/server/api-call.ts';
import { readLimitedJson } from '#lib/server/limited-body.ts';
import { saveTemplate } from '#lib/server/message-templates.ts';

/** Adds a version of a message. What is over the limit is refused before it is read. */
export function PUT(request: Request, { params }: { params: Promise<{ key: string }> }): Promise<Response> {
  return answerCall(request, 'journey.edit', async ({ db, session }) => {
    const key = readInput(templateKeySchema, (await params).key);
    return saveTemplate(db, session, key, readInput(saveTemplateSchema, await readLimitedJson(request, TEMPLATE_BYTES)));
  });
}
