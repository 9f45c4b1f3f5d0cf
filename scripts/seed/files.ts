import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { CHANNELS } from '#lib/facts/debtor.ts';
import { type JourneyDocument, readJourney } from '#lib/journey/document.ts';
import { bindNode } from '#lib/journey/nodes/index.ts';
import { findProblems, isError } from '#lib/journey/problems.ts';
import { extrasSchema } from '#lib/message/extras.ts';
import type { MessageTemplate } from '#lib/message/template.ts';
import { type JourneyTemplate, journeyTemplate } from '#lib/templates/journey-templates.ts';
import { root } from '../root.ts';

const LANGUAGES = ['es', 'en', 'pt'];
/** What the demo's workspace cloned from the gallery as it stands, and what its people drew themselves. */
const CLONED = ['preventive', 'mid-delinquency'];
const DRAWN = ['early-delinquency', 'late-delinquency'];
/** Of these templates the messages alone: a journey drawn by hand sends them. */
const ALSO_WRITTEN = ['promise-to-pay'];

const messagesSchema = z.array(
  z.strictObject({
    key: z.string(),
    channel: z.enum(CHANNELS),
    subject: z.string().nullable(),
    body: z.string().min(1),
    extras: extrasSchema.nullish(),
  }),
);

/** The demo's message templates: the gallery's and those of `fixtures/messages/`. The gallery's stand in every language; of the demo's own, Spanish is whole and in other languages the commonest are written. */
export async function demoMessages(): Promise<readonly MessageTemplate[]> {
  const files = await Promise.all(
    LANGUAGES.map(async (language) => {
      const text = await readFile(join(root, 'fixtures', 'messages', `${language}.json`), 'utf8');
      return messagesSchema.parse(JSON.parse(text)).map((message) => ({ ...message, language }));
    }),
  );
  return [...[...CLONED, ...ALSO_WRITTEN].flatMap((key) => templateOf(key).messages), ...files.flat()];
}

function templateOf(key: string): JourneyTemplate {
  const found = journeyTemplate(key);
  if (!found) throw new Error(`the gallery has no template ${key}`);
  return found;
}

/** The demo's journeys: the gallery's and those of `fixtures/journeys/`. Throws where one could not be published with these messages. */
export async function demoJourneys(messages: readonly MessageTemplate[]): Promise<readonly JourneyDocument[]> {
  const drawn = await Promise.all(DRAWN.map(readDrawn));
  const journeys = [...CLONED.map((key) => templateOf(key).document), ...drawn];
  for (const journey of journeys) refuseFaults(journey, messages);
  return journeys;
}

async function readDrawn(name: string): Promise<JourneyDocument> {
  const read = readJourney(await readFile(join(root, 'fixtures', 'journeys', `${name}.json`), 'utf8'));
  if (read.ok) return read.value;
  throw new Error(`fixtures/journeys/${name}.json: ${read.problems.map(({ path, message }) => `${path} ${message}`).join('; ')}`);
}

function refuseFaults(journey: JourneyDocument, messages: readonly MessageTemplate[]): void {
  const context = { templates: textsOf(messages), languages: ['es'], channels: null, segmentSizes: null, journeys: null };
  const errors = findProblems(journey, context).filter(isError);
  if (errors.length > 0) throw new Error(`journey ${journey.key}: ${errors.map((one) => JSON.stringify(one)).join('; ')}`);
}

/** The templates that a journey's steps name, in every channel and language: what is frozen with a version. */
export function messagesOf(journey: JourneyDocument, messages: readonly MessageTemplate[]): readonly MessageTemplate[] {
  const named = new Set(journey.nodes.flatMap((node) => bindNode(node).message?.template ?? []));
  return messages.filter(({ key }) => named.has(key));
}

function textsOf(messages: readonly MessageTemplate[]) {
  const texts = messages.flatMap(({ key, channel, language }) => {
    const known = CHANNELS.find((one) => one === channel);
    return known ? [{ key, text: { channel: known, language } }] : [];
  });
  return new Map([...Map.groupBy(texts, ({ key }) => key)].map(([key, group]) => [key, group.map(({ text }) => text)]));
}
