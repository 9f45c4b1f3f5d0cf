import { getTranslations } from 'next-intl/server';
import { policyReportSchema } from '#lib/api/policy.ts';
import { answerCall, readInput } from '#lib/server/api-call.ts';
import { streamOf } from '#lib/server/csv-stream.ts';
import { policyReport } from '#lib/server/policy-report.ts';

/** What the policy let pass and held back between two civil dates, as a CSV file for a regulator. */
export function GET(request: Request): Promise<Response> {
  return answerCall(request, 'policy.write', async ({ db, session }) => {
    const period = readInput(policyReportSchema, Object.fromEntries(new URL(request.url).searchParams));
    const t = await getTranslations('policy.report');
    const lines = policyReport(db, session.workspace, period, { column: (name) => t(name), kind: (kind) => t(`kind-${kind}`) });
    return new Response(streamOf(lines), {
      headers: {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="policy-${period.from}-${period.to}.csv"`,
        'Cache-Control': 'private, no-store',
        'X-Content-Type-Options': 'nosniff',
      },
    });
  });
}
