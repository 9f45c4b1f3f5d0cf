import { MAPPING_BYTES, sightChoiceSchema } from '#lib/api/imports.ts';
import { answerCall, readInput } from '#lib/server/api-call.ts';
import { lookAgain } from '#lib/server/import-steps.ts';
import { readLimitedJson } from '#lib/server/limited-body.ts';

/** Looks at a file by another delimiter, encoding or sheet. */
export function POST(request: Request, { params }: { readonly params: Promise<{ id: string }> }): Promise<Response> {
  return answerCall(request, 'portfolio.import', async (call) =>
    lookAgain(call, Number((await params).id), readInput(sightChoiceSchema, await readLimitedJson(request, MAPPING_BYTES))),
  );
}
