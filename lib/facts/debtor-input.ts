import { z } from 'zod';
import { isLocalTime, isZone } from '../base/civil.ts';
import { attributesSchema, externalIdSchema, instantSchema } from './account-input.ts';
import { CHANNELS, CONSENT_CHANNELS } from './debtor.ts';

const text = z.string().max(2_000, 'is longer than 2,000 characters');
const localTime = z.string().refine(isLocalTime, 'is not a time of day (HH:MM)');

/**
 * What an import or a call says about a debtor. A field that is left out is left as it stands; null empties it.
 * Instants in epoch milliseconds.
 */
export const debtorInputSchema = z.strictObject({
  externalId: externalIdSchema,
  name: text.nullish(),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'is not a language (as es or pt-BR)')
    .nullish(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'is not a country (two capital letters of ISO 3166, as CO)')
    .nullish(),
  subdivision: text.nullish(),
  timezone: z.string().refine(isZone, 'is not a time zone (an IANA name, as America/Bogota)').nullish(),
  email: text.nullish(),
  phone: text.nullish(),
  whatsapp: text.nullish(),
  pushCount: z.int('must be a whole number').min(0, 'is negative').optional(),
  postal: text.nullish(),
  hoursOverride: z.json().nullish(),
  ceaseRequest: z.boolean().nullish(),
  attorneyRepresented: z.boolean().nullish(),
  callConsentAt: instantSchema.nullish(),
  preferredChannel: z.enum(CHANNELS, `must be one of ${CHANNELS.join(', ')}`).nullish(),
  preferredFrom: localTime.nullish(),
  preferredTo: localTime.nullish(),
  preferenceSource: text.nullish(),
  preferenceAt: instantSchema.nullish(),
  paperless: z.boolean().nullish(),
  consent: z.partialRecord(z.enum(CONSENT_CHANNELS), z.enum(['granted', 'denied', 'unknown'])).optional(),
  attributes: attributesSchema.optional(),
});
export type DebtorInput = z.infer<typeof debtorInputSchema>;
