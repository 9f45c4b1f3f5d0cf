import { z } from 'zod';
import { jsonPath, type Problem, type Read } from '#lib/base/problem.ts';
import { type Predicate, predicateSchema } from '#lib/facts/predicate.ts';
import { migrateDocument } from './migrations.ts';
import { type JourneyNode, type NodeType, nodeDefinitions } from './nodes/index.ts';

/*
 * Glossary. The trade's words, one each:
 *   debtor      a person or company that owes              account     one debt of one debtor
 *   bucket      days past due, in bands                    cure        an account that is no longer overdue
 *   promise     a promise to pay: amount and date          dispute     the debtor says the debt is wrong
 *   journey     the document below                         version     a frozen journey
 *   node, edge  a step and the way from one to the next    handle      a named way out of a node
 *   enrollment  one account's run through one version      contact     one attempt to reach a debtor
 *   effect      what a step wants done, as data            outcome     how a run or a step ended
 */

/** The one format that is written. */
export const FORMAT = 'cadenza.journey/1';
/** More than these a document may not have. */
export const MAX_NODES = 2_000;
export const MAX_EDGES = 4_000;
const MAX_BYTES = 1_048_576;

const stageSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  fromDay: z.number().nullable(),
  toDay: z.number().nullable(),
});

/** A band of days relative to the due date; both null: off the due axis. */
export type Stage = z.infer<typeof stageSchema>;

const edgeSchema = z.strictObject({
  id: z.string(),
  source: z.string(),
  sourceHandle: z.string(),
  target: z.string(),
  label: z.string().optional(),
});
export type JourneyEdge = z.infer<typeof edgeSchema>;

const exitRuleSchema = z.strictObject({ outcome: z.string(), where: predicateSchema });
export type ExitRule = z.infer<typeof exitRuleSchema>;

const documentSchema = z.strictObject({
  format: z.literal(FORMAT),
  key: z.string(),
  name: z.string(),
  description: z.string().optional(),
  stages: z.array(stageSchema),
  exitWhen: z.array(exitRuleSchema).optional(),
  suspendWhen: predicateSchema.nullable().optional(),
  nodes: z.array(z.discriminatedUnion('type', nodeSchemas())),
  edges: z.array(edgeSchema),
});

/** A journey as drawn, saved, published and run. Parsed once, at the edge; inside, it is trusted to have this shape. */
export interface JourneyDocument {
  readonly format: typeof FORMAT;
  readonly key: string;
  readonly name: string;
  readonly description?: string | undefined;
  readonly stages: readonly Stage[];
  readonly exitWhen?: readonly ExitRule[] | undefined;
  readonly suspendWhen?: Predicate | null | undefined;
  readonly nodes: readonly JourneyNode[];
  readonly edges: readonly JourneyEdge[];
}

/**
 * Reads a journey from JSON text or an already parsed value: migrates an older format, refuses a newer one by name,
 * unknown keys and wrong types with the JSON path of the offender, and what is over the limits of size.
 */
export function readJourney(input: unknown): Read<JourneyDocument> {
  if (typeof input === 'string' && input.length > MAX_BYTES)
    return refuse('$', 'The document is over 1 MiB. Split the journey and hand over between the parts.');
  const parsed = typeof input === 'string' ? parseJson(input) : { ok: true as const, value: input };
  if (!parsed.ok) return parsed;
  const current = migrateDocument(parsed.value);
  if (!current.ok) return current;
  const result = documentSchema.safeParse(current.value);
  if (!result.success) return { ok: false, problems: result.error.issues.flatMap(problemsOf) };
  const { nodes, edges } = result.data;
  if (nodes.length > MAX_NODES)
    return refuse('$.nodes', `${nodes.length} nodes; at most ${MAX_NODES}. Split the journey and hand over between the parts.`);
  if (edges.length > MAX_EDGES)
    return refuse('$.edges', `${edges.length} edges; at most ${MAX_EDGES}. Split the journey and hand over between the parts.`);
  return { ok: true, value: result.data as JourneyDocument };
}

/** One object schema per node type, from the definitions. */
function nodeSchemas() {
  const schemas = Object.entries(nodeDefinitions).map(([type, definition]) =>
    z.strictObject({
      id: z.string(),
      type: z.literal(type as NodeType),
      stage: z.string().optional(),
      label: z.string().optional(),
      note: z.string().optional(),
      position: z.strictObject({ x: z.number(), y: z.number() }),
      config: definition.config,
    }),
  );
  const [first, ...rest] = schemas;
  if (!first) throw new Error('no node types');
  return [first, ...rest] as const;
}

function parseJson(text: string): Read<unknown> {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return refuse('$', `This is not JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

function refuse(path: string, message: string): { ok: false; problems: Problem[] } {
  return { ok: false, problems: [{ path, message }] };
}

/** One zod issue as problems with a place and a mend; an unknown key is named by its own path. */
function problemsOf(issue: z.core.$ZodIssue): Problem[] {
  const path = jsonPath(issue.path);
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
  return issue.keys.map((key) => ({
    path: jsonPath([...issue.path, key]),
    message: `Unknown key "${key}". Remove it or correct its spelling.`,
  }));
}
