import { MAPPING_BYTES, readBySchema } from '#lib/api/imports.ts';
import { answerCall, readInput } from '#lib/server/api-call.ts';
import { previewImport } from '#lib/server/import-steps.ts';
import { readLimitedJson } from '#lib/server/limited-body.ts';

/** The first rows as a mapping would read them. */
export function POST(request: Request, { params }: { readonly params: Promise<{ id: string }> }): Promise<Response> {
  return answerCall(request, 'portfolio.import', async (call) =>
    previewImport(call, Number((await params).id), readInput(readBySchema, await readLimitedJson(request, MAPPING_BYTES)).mapping),
  );
}
