import { insightQuerySchema } from '#lib/api/insights.ts';
import { isKpi } from '#lib/kpi/definition.ts';
import { answerCall, Refused, readInput } from '#lib/server/api-call.ts';
import { insightOf } from '#lib/server/insights.ts';

/** A figure, the one it is compared with, and, unless `course=none` is asked, its course. */
export function GET(request: Request, { params }: { params: Promise<{ kpi: string }> }): Promise<Response> {
  return answerCall(request, 'insights.read', async ({ db, session }) => {
    const { kpi } = await params;
    if (!isKpi(kpi)) throw new Refused(404, 'not-found');
    return insightOf(db, session.workspace, kpi, readInput(insightQuerySchema, Object.fromEntries(new URL(request.url).searchParams)));
  });
}
