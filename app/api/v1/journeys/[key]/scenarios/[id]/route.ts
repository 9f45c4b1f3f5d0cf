import { z } from 'zod';
import { SCENARIO_BYTES } from '#lib/api/journey-scenarios.ts';
import { answerCall, readInput } from '#lib/server/api-call.ts';
import { removeScenario, saveScenario } from '#lib/server/journey-scenarios.ts';
import { readLimitedJson } from '#lib/server/limited-body.ts';
import { readScenarioCase } from '#lib/server/scenario-drafts.ts';

type Place = { readonly params: Promise<{ key: string; id: string }> };

const idSchema = z.string().regex(/^[a-z0-9-]{1,64}$/);

/** A test case in the form of the conformance files. */
export function GET(request: Request, { params }: Place): Promise<Response> {
  return answerCall(request, 'journey.read', async ({ db, session }) => {
    const { key, id } = await params;
    return readScenarioCase(db, session.workspace, key, id);
  });
}

/** Stores a test case in the form of the conformance files, in place of one with this id. */
export function PUT(request: Request, { params }: Place): Promise<Response> {
  return answerCall(request, 'journey.edit', async ({ db, session }) => {
    const { key, id } = await params;
    return saveScenario(db, session, key, readInput(idSchema, id), await readLimitedJson(request, SCENARIO_BYTES));
  });
}

/** Throws a test case away. */
export function DELETE(request: Request, { params }: Place): Promise<Response> {
  return answerCall(request, 'journey.edit', async ({ db, session }) => {
    const { key, id } = await params;
    return removeScenario(db, session, key, id);
  });
}
