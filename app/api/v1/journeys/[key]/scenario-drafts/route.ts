import { SCENARIO_BYTES } from '#lib/api/journey-scenarios.ts';
import { answerCall } from '#lib/server/api-call.ts';
import { readLimitedJson } from '#lib/server/limited-body.ts';
import { draftScenario, tryScenario } from '#lib/server/scenario-drafts.ts';

type Place = { readonly params: Promise<{ key: string }> };

/** A test case to begin with, of the debtor that `?debtor=` names or of nobody. Stores nothing. */
export function GET(request: Request, { params }: Place): Promise<Response> {
  return answerCall(request, 'journey.edit', async ({ db, session }) => {
    return draftScenario(db, session.workspace, (await params).key, new URL(request.url).searchParams.get('debtor'));
  });
}

/** What comes of a test case on the saved draft. Stores nothing. */
export function POST(request: Request, { params }: Place): Promise<Response> {
  return answerCall(request, 'journey.edit', async ({ db, session }) => {
    return tryScenario(db, session.workspace, (await params).key, await readLimitedJson(request, SCENARIO_BYTES));
  });
}
