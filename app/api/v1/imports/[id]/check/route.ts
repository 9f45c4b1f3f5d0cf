import { MAPPING_BYTES, readBySchema } from '#lib/api/imports.ts';
import { answerCall, readInput } from '#lib/server/api-call.ts';
import { checkImport } from '#lib/server/import-steps.ts';
import { readLimitedJson } from '#lib/server/limited-body.ts';

/** Begins to look a file through by a mapping; writes nothing of it. */
export function POST(request: Request, { params }: { readonly params: Promise<{ id: string }> }): Promise<Response> {
  return answerCall(request, 'portfolio.import', async (call) =>
    checkImport(call, Number((await params).id), readInput(readBySchema, await readLimitedJson(request, MAPPING_BYTES)).mapping),
  );
}
