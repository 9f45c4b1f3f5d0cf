import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { CHANNELS } from '#lib/facts/debtor.ts';
import { type JourneyDocument, readJourney } from '#lib/journey/document.ts';
import { findProblems, isError } from '#lib/journey/problems.ts';
import type { MessageTemplate } from '#lib/message/template.ts';
import { root } from '../root.ts';

const LANGUAGES = ['es', 'en', 'pt'];
const JOURNEYS = ['preventive', 'early-delinquency'];

const messagesSchema = z.array(
  z.strictObject({ key: z.string(), channel: z.enum(CHANNELS), subject: z.string().nullable(), body: z.string().min(1) }),
);

/** The demo's message templates, of `fixtures/messages/`. Spanish is whole; in other languages the commonest are written. */
export async function demoMessages(): Promise<readonly MessageTemplate[]> {
  const files = await Promise.all(
    LANGUAGES.map(async (language) => {
      const text = await readFile(join(root, 'fixtures', 'messages', `${language}.json`), 'utf8');
      return messagesSchema.parse(JSON.parse(text)).map((message) => ({ ...message, language }));
    }),
  );
  return files.flat();
}

/** The demo's journeys, of `fixtures/journeys/`. Throws where one could not be published with these messages. */
export async function demoJourneys(messages: readonly MessageTemplate[]): Promise<readonly JourneyDocument[]> {
  return Promise.all(
    JOURNEYS.map(async (name) => {
      const read = readJourney(await readFile(join(root, 'fixtures', 'journeys', `${name}.json`), 'utf8'));
      if (!read.ok)
        throw new Error(`fixtures/journeys/${name}.json: ${read.problems.map(({ path, message }) => `${path} ${message}`).join('; ')}`);
      const errors = findProblems(read.value, {
        templates: textsOf(messages),
        languages: ['es'],
        channels: null,
        segmentSizes: null,
      }).filter(isError);
      if (errors.length > 0) throw new Error(`fixtures/journeys/${name}.json: ${errors.map((one) => JSON.stringify(one)).join('; ')}`);
      return read.value;
    }),
  );
}

/** The templates that a journey's steps name, in every channel and language: what is frozen with a version. */
export function messagesOf(journey: JourneyDocument, messages: readonly MessageTemplate[]): readonly MessageTemplate[] {
  const named = new Set(journey.nodes.flatMap((node) => (node.type === 'message' ? [node.config.template] : [])));
  return messages.filter(({ key }) => named.has(key));
}

function textsOf(messages: readonly MessageTemplate[]) {
  const texts = messages.flatMap(({ key, channel, language }) => {
    const known = CHANNELS.find((one) => one === channel);
    return known ? [{ key, text: { channel: known, language } }] : [];
  });
  return new Map([...Map.groupBy(texts, ({ key }) => key)].map(([key, group]) => [key, group.map(({ text }) => text)]));
}
