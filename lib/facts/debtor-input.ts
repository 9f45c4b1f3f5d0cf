import { z } from 'zod';
import { isLocalTime, isZone } from '#lib/base/civil.ts';
import { unstorableIn } from '#lib/base/storable.ts';
import { attributesSchema, externalIdSchema, instantSchema, textSchema } from './account-input.ts';
import { CHANNELS, CONSENT_CHANNELS } from './debtor.ts';

const localTime = z.string().refine(isLocalTime, 'is not a time of day (HH:MM)');

/**
 * What an import or a call says about a debtor. A field that is left out is left as it stands; null empties it.
 * Instants in epoch milliseconds.
 */
export const debtorInputSchema = z.strictObject({
  externalId: externalIdSchema,
  name: textSchema.nullish(),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'is not a language (as es or pt-BR)')
    .nullish(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'is not a country (two capital letters of ISO 3166, as CO)')
    .nullish(),
  subdivision: textSchema.nullish(),
  timezone: z.string().refine(isZone, 'is not a time zone (an IANA name, as America/Bogota)').nullish(),
  email: textSchema.nullish(),
  phone: textSchema.nullish(),
  whatsapp: textSchema.nullish(),
  pushCount: z.int('must be a whole number').min(0, 'is negative').optional(),
  postal: textSchema.nullish(),
  hoursOverride: z
    .json()
    .refine((value) => unstorableIn(value) === null, 'holds a character that cannot be stored')
    .nullish(),
  ceaseRequest: z.boolean().nullish(),
  attorneyRepresented: z.boolean().nullish(),
  callConsentAt: instantSchema.nullish(),
  preferredChannel: z.enum(CHANNELS, `must be one of ${CHANNELS.join(', ')}`).nullish(),
  preferredFrom: localTime.nullish(),
  preferredTo: localTime.nullish(),
  preferenceSource: textSchema.nullish(),
  preferenceAt: instantSchema.nullish(),
  paperless: z.boolean().nullish(),
  consent: z.partialRecord(z.enum(CONSENT_CHANNELS), z.enum(['granted', 'denied', 'unknown'])).optional(),
  attributes: attributesSchema.optional(),
});
export type DebtorInput = z.infer<typeof debtorInputSchema>;
