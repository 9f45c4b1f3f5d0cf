import { getTranslations } from 'next-intl/server';
import { insightRowsQuerySchema } from '#lib/api/insights.ts';
import { isKpi } from '#lib/kpi/definition.ts';
import { answerCall, Refused, readInput } from '#lib/server/api-call.ts';
import { insightCsv, insightRows } from '#lib/server/insights.ts';

/** A page of the rows behind a figure, or all of them as a CSV file. */
export function GET(request: Request, { params }: { params: Promise<{ kpi: string }> }): Promise<Response> {
  return answerCall(request, 'insights.read', async ({ db, session }) => {
    const { kpi } = await params;
    if (!isKpi(kpi)) throw new Refused(404, 'not-found');
    const query = readInput(insightRowsQuerySchema, Object.fromEntries(new URL(request.url).searchParams));
    if (query.format !== 'csv') return insightRows(db, session.workspace, kpi, query);
    const [t, channels] = await Promise.all([getTranslations('insights'), getTranslations('channel')]);
    const file = await insightCsv(db, session.workspace, kpi, query, {
      column: (name) => t(`column.${name}`),
      bucket: (bucket) => t(`bucket.${bucket}`),
      channel: (channel) => channels(channel),
      flag: (is) => t(is ? 'yes' : 'no'),
    });
    const headers = {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${kpi}.csv"`,
      'Cache-Control': 'private, no-store',
    };
    return new Response(file, { headers });
  });
}
