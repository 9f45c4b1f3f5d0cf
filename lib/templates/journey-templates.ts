import { z } from 'zod';
import { CHANNELS, type Channel } from '#lib/facts/debtor.ts';
import { type JourneyDocument, readJourney } from '#lib/journey/document.ts';
import { extrasSchema } from '#lib/message/extras.ts';
import type { MessageTemplate } from '#lib/message/template.ts';
import cancelled from './cancelled-accounts.json' with { type: 'json' };
import mid from './mid-delinquency.json' with { type: 'json' };
import preventive from './preventive.json' with { type: 'json' };
import promise from './promise-to-pay.json' with { type: 'json' };
import welcome from './welcome-einvoice.json' with { type: 'json' };

/** A message of a template: written for one channel, never for any. */
export interface TemplateMessage extends MessageTemplate {
  readonly channel: Channel;
}

/** A journey to begin from: its drawing and every message that its steps send. Its key and name are the document's. */
export interface JourneyTemplate {
  readonly document: JourneyDocument;
  readonly messages: readonly TemplateMessage[];
}

const fileSchema = z.strictObject({
  document: z.unknown(),
  messages: z.array(
    z.strictObject({
      key: z.string(),
      channel: z.enum(CHANNELS),
      language: z.string(),
      subject: z.string().nullable(),
      body: z.string().min(1),
      extras: extrasSchema.nullish(),
    }),
  ),
});

/** In the order in which an account may live through them, from its first day to its last. */
const FILES: readonly unknown[] = [welcome, preventive, mid, promise, cancelled];

let read: readonly JourneyTemplate[] | null = null;

/** The journeys of the house to clone, in the gallery's order. Throws where a file of ours cannot be read; a test reads them all. */
export function journeyTemplates(): readonly JourneyTemplate[] {
  read ??= FILES.map(readFile);
  return read;
}

/** The template with this key; null where there is none. */
export function journeyTemplate(key: string): JourneyTemplate | null {
  return journeyTemplates().find(({ document }) => document.key === key) ?? null;
}

function readFile(file: unknown): JourneyTemplate {
  const { document, messages } = fileSchema.parse(file);
  const journey = readJourney(document);
  if (!journey.ok) throw new Error(journey.problems.map(({ path, message }) => `${path} ${message}`).join('; '));
  return { document: journey.value, messages };
}
