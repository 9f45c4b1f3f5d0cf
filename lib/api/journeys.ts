import { z } from 'zod';
import { CHANNELS, type Channel } from '#lib/facts/debtor.ts';
import type { ArmFlow } from '#lib/journey/arm-flow.ts';
import type { Change } from '#lib/journey/diff.ts';
import type { JourneyDocument } from '#lib/journey/document.ts';
import type { Finding } from '#lib/journey/finding.ts';
import type { NodeType } from '#lib/journey/nodes/index.ts';
import type { CountryHours } from '#lib/journey/problems/hours.ts';
import type { ProblemContext } from '#lib/journey/problems.ts';
import type { MessageExtras } from '#lib/message/extras.ts';
import type { ScenarioOutcome, ScenarioRefusal } from './journey-scenarios.ts';

/** What a journey is: never published, letting accounts in and stepping, or standing still. */
export const JOURNEY_STATUSES = ['draft', 'live', 'paused'] as const;
export type JourneyStatus = (typeof JOURNEY_STATUSES)[number];

/** The longest name that a person gives a journey. */
export const NAME_LENGTH = 120;
/** The largest document that is saved, in bytes of JSON (journey.md section 1). */
export const DOCUMENT_BYTES = 1_048_576;

const keySchema = z.string().regex(/^[a-z0-9-]{1,64}$/);

const journeyLineSchema = z.object({
  key: z.string(),
  name: z.string(),
  status: z.enum(JOURNEY_STATUSES),
  /** Counts the saves of the draft. */
  revision: z.number().int(),
  /** The number of the version that accounts enter; null before the first publishing. */
  liveVersion: z.number().int().nullable(),
  /** True where the draft, or a message that it uses, is not what the live version froze; false for one never published. */
  hasChanges: z.boolean(),
  updatedAt: z.iso.datetime(),
  updatedBy: z.string().nullable(),
  /** Accounts under way in it, on whichever version. */
  inside: z.number().int(),
});
export type JourneyLine = z.infer<typeof journeyLineSchema>;

/** What `GET /journeys` answers: every journey of the workspace, by name. */
export const journeyListSchema = z.object({ journeys: z.array(journeyLineSchema) });
export type JourneyList = z.infer<typeof journeyListSchema>;

/** What `POST /journeys` takes: a blank journey, or a copy of a journey template or of another journey. The header `Idempotency-Key` makes one journey of a wish that is sent twice. */
export const createJourneySchema = z.strictObject({
  name: z.string().trim().min(1).max(NAME_LENGTH),
  from: z.union([z.strictObject({ template: z.string().max(64) }), z.strictObject({ journey: keySchema })]).optional(),
});
export type CreateJourney = z.infer<typeof createJourneySchema>;

/** What `POST /journeys` answers. */
export interface CreatedJourney {
  readonly key: string;
}

/** The version that accounts enter. */
export interface LiveVersionLine {
  readonly number: number;
  readonly publishedAt: string;
  readonly publishedBy: string | null;
}

/** What `GET /journeys/{key}` answers: the draft as it was last saved. */
export interface JourneyDetail {
  readonly key: string;
  readonly name: string;
  readonly status: JourneyStatus;
  readonly revision: number;
  readonly document: JourneyDocument;
  readonly liveVersion: LiveVersionLine | null;
  /** As in the list. */
  readonly hasChanges: boolean;
  readonly updatedAt: string;
  readonly updatedBy: string | null;
}

/** What `PUT /journeys/{key}` takes: the document, and the revision it was made on. The document is judged by `readJourney`. */
export const saveJourneySchema = z.strictObject({ revision: z.number().int().min(1), document: z.unknown() });

/** What `PUT /journeys/{key}` answers: the revision that was stored. */
export interface SavedJourney {
  readonly revision: number;
  readonly updatedAt: string;
}

/** A message of the workspace: the newest version of one key, channel and language. */
export interface TemplateText {
  readonly key: string;
  readonly channel: string;
  readonly language: string;
  /** Counted from 1. */
  readonly version: number;
  readonly subject: string | null;
  readonly body: string;
  readonly extras: MessageExtras | null;
}

/** An account to look at a message with. */
export interface SampleAccount {
  readonly externalId: string;
  readonly debtor: string;
  readonly debtorName: string | null;
  readonly language: string | null;
  readonly country: string | null;
  readonly product: string | null;
  readonly dueDate: string | null;
}

/** What `GET /journeys/{key}/context` answers: what a draft is judged against, and what to preview it with. */
export interface JourneyContext {
  readonly templates: readonly TemplateText[];
  /** The languages of the debtors, the commonest first; the workspace's own is always there. */
  readonly languages: readonly string[];
  /** The channels that can send. */
  readonly channels: readonly Channel[];
  /** Accounts that each segment entry of the saved draft would take today, by node id. */
  readonly segmentSizes: Readonly<Record<string, number>>;
  /** The journeys of the workspace by key, each with those that it hands accounts to. */
  readonly journeys: Readonly<Record<string, readonly string[]>>;
  /** What those journeys are called, by key. */
  readonly journeyNames?: Readonly<Record<string, string>>;
  /** What the contact policy leaves open, by the countries of the debtors. */
  readonly openHours?: readonly CountryHours[];
  /** The pools that other journeys of the workspace name, with the places a day that they say. */
  readonly pools?: readonly { readonly pool: string; readonly perDay: number }[];
  /** Empty where the role reads no portfolio. */
  readonly samples: readonly SampleAccount[];
}

/** The context as `findProblems` takes it. */
export function problemContext({ templates, languages, channels, segmentSizes, journeys, openHours }: JourneyContext): ProblemContext {
  const texts = templates.flatMap(({ key, channel, language, extras }) => {
    const known = CHANNELS.find((one) => one === channel);
    if (!known) return [];
    // `pt-BR` serves whoever reads `pt` too; the languages that are asked for are named without their regions.
    const served = [...new Set([language, language.split('-', 1)[0] ?? language])];
    const { says = [], flags = [], approved } = extras ?? {};
    const text = { says, flags, isApproved: channel !== 'whatsapp' || approved !== undefined };
    return served.map((one) => ({ key, text: { ...text, channel: known, language: one } }));
  });
  const byKey = Map.groupBy(texts, ({ key }) => key);
  return {
    templates: new Map([...byKey].map(([key, group]) => [key, group.map(({ text }) => text)])),
    languages,
    channels: new Set(channels),
    segmentSizes: new Map(Object.entries(segmentSizes)),
    journeys: new Map(Object.entries(journeys)),
    openHours: openHours ?? null,
  };
}

/** What `POST /journeys/{key}/validate` answers: what publishing the saved draft now would do, or why it would be refused. */
export interface PublishPlan {
  readonly revision: number;
  readonly findings: readonly Finding[];
  /** The number that the next version would have; the live one's where nothing has changed since. */
  readonly nextVersion: number;
  /** True where the live version froze this very draft with these very messages. */
  readonly isLive: boolean;
  /** Each segment entry with the accounts that it holds today, and how many of them were never in this journey. */
  readonly entries: readonly {
    readonly node: string;
    readonly label: string | null;
    readonly accounts: number;
    readonly fresh: number;
  }[];
  /** Accounts under way, by the number of their version; they finish on it, or move. */
  readonly underWay: readonly { readonly version: number; readonly accounts: number }[];
  /** The steps at which they stand, over all versions, in the order of the drawings. */
  readonly standing: readonly StandingPlace[];
  /** What makes the draft another than the live version, messages included; empty before the first publishing. */
  readonly changes: readonly Change[];
  /** The journey's test cases, run on the draft; one that does not hold keeps it from being published. */
  readonly scenarios: readonly ScenarioOutcome[];
}

/** A step at which accounts stand. `stays`: the draft has it too, of the same type; else they need another place, or end. */
export interface StandingPlace {
  readonly node: string;
  readonly name: string;
  readonly type: NodeType;
  readonly accounts: number;
  readonly stays: boolean;
}

/** What becomes of accounts under way: they finish on their version, or move to the new one; `places`: where those go whose step is gone. */
const underWaySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('finish') }),
  z.strictObject({ kind: z.literal('move'), places: z.record(z.string().max(200), z.string().max(200)).default({}) }),
]);
export type UnderWay = z.infer<typeof underWaySchema>;

/** What `POST /journeys/{key}/publish` takes: the revision that the person saw, and what becomes of accounts under way. */
export const publishSchema = z.strictObject({
  revision: z.number().int().min(1),
  underWay: underWaySchema.default({ kind: 'finish' }),
});

/** What `POST /journeys/{key}/publish` answers. The same draft published twice answers the same version. */
export interface PublishedJourney {
  readonly version: number;
  readonly publishedAt: string;
  /** True where this very draft was live already, and nothing was published anew. */
  readonly wasLive: boolean;
}

/** What `POST /journeys/{key}/pause` and `/resume` answer. */
export interface JourneyStanding {
  readonly status: JourneyStatus;
}

/** What stands and went through a node of the live version. */
export interface NodeCount {
  /** Accounts that stand there now. */
  readonly here: number;
  /** Arrivals so far. */
  readonly arrived: number;
  /** Accounts told there: their contacts were made and not taken back. Zero but for messages. */
  readonly sent: number;
  /** Accounts not told there: left by `notSent`, or queued and taken back. */
  readonly notSent: number;
}

/** What `GET /journeys/{key}/counts` answers, of the live version; `version` is null before the first publishing. */
export interface JourneyCounts {
  readonly version: number | null;
  readonly nodes: Readonly<Record<string, NodeCount>>;
  /** How often each edge was taken, by its id. */
  readonly edges: Readonly<Record<string, number>>;
  /** What each step that learns showed, by its id, and what came of it: over all versions, since what was learned outlives one. */
  readonly arms: Readonly<Record<string, readonly ArmFlow[]>>;
}

/** What `POST /segments/size` takes: a predicate as an entry holds it. */
export const segmentSizeSchema = z.strictObject({ where: z.unknown() });

/** What `POST /segments/size` answers. `isExact` is false where a rule asks what only the runner knows: then it is an upper bound. */
export interface SegmentSize {
  readonly accounts: number;
  readonly isExact: boolean;
}

/** The codes of refusals that belong to journeys. */
export type JourneyRefusal =
  | 'revision-conflict'
  | 'unreadable-journey'
  | 'journey-has-errors'
  | 'journey-not-published'
  | 'unknown-place'
  | ScenarioRefusal
  | 'bad-message'
  | 'message-conflict'
  | 'too-large';
