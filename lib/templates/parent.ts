import { z } from 'zod';
import { readJourney } from '#lib/journey/document.ts';
import { extrasSchema } from '#lib/message/extras.ts';
import type { WrittenJourney } from './copy-journey.ts';

/** What a journey was cloned from, as it was at that moment; its messages have the keys that they took in the clone. */
export interface Parent extends WrittenJourney {
  readonly kind: 'template' | 'journey';
  readonly key: string;
  readonly name: string;
}

const parentSchema = z.object({
  kind: z.enum(['template', 'journey']),
  key: z.string(),
  name: z.string(),
  document: z.unknown(),
  messages: z.array(
    z.object({
      key: z.string(),
      channel: z.string(),
      language: z.string(),
      subject: z.string().nullable(),
      body: z.string(),
      extras: extrasSchema.nullish(),
    }),
  ),
});

/** Reads a parent as it was stored, its document brought to the format of today; null where there is none that can be read. */
export function readParent(stored: unknown): Parent | null {
  const parent = parentSchema.safeParse(stored);
  if (!parent.success) return null;
  const document = readJourney(parent.data.document);
  return document.ok ? { ...parent.data, document: document.value } : null;
}
