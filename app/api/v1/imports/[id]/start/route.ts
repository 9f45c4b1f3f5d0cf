import { MAPPING_BYTES, startSchema } from '#lib/api/imports.ts';
import { answerCall, readInput } from '#lib/server/api-call.ts';
import { startImport } from '#lib/server/import-steps.ts';
import { readLimitedJson } from '#lib/server/limited-body.ts';

/** Begins to write a file that was checked. */
export function POST(request: Request, { params }: { readonly params: Promise<{ id: string }> }): Promise<Response> {
  return answerCall(request, 'portfolio.import', async (call) =>
    startImport(call, request, Number((await params).id), readInput(startSchema, await readLimitedJson(request, MAPPING_BYTES))),
  );
}
