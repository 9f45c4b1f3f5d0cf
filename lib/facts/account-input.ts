import { z } from 'zod';
import { isLocalDate } from '#lib/base/civil.ts';
import { isCurrency } from '#lib/base/money.ts';
import { unstorable, unstorableIn } from '#lib/base/storable.ts';
import { ACCOUNT_STATUSES } from './account.ts';

/** An amount in minor units that may not be negative; a JavaScript integer. */
const minorUnits = z.int('must be a whole number of minor units').min(0, 'is negative; amounts owed are 0 or more');

/** A text that can be stored, up to 2,000 characters. */
export const textSchema = z
  .string()
  .max(2_000, 'is longer than 2,000 characters')
  .refine((text) => unstorable(text) === null, 'holds a character that cannot be stored');

/** Attributes: JSON scalars and lists of texts. */
export const attributesSchema = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]))
  .refine((attributes) => unstorableIn(attributes) === null, 'hold a character that cannot be stored');

/** An identity given by the customer: 1 to 200 characters without spaces at its ends. */
export const externalIdSchema = z
  .string()
  .min(1, 'is missing')
  .max(200, 'is longer than 200 characters')
  .refine((id) => id.trim() === id, 'begins or ends with a space')
  .refine((id) => unstorable(id) === null, 'holds a character that cannot be stored');

/** An instant in epoch milliseconds between the years 1900 and 2200. */
export const instantSchema = z.int().min(-2_208_988_800_000, 'is before 1900').max(7_258_118_400_000, 'is after 2199');

/**
 * What an import or a call says about an account. A field that is left out is left as it stands; null empties it.
 * Amounts in minor units of `currency`, instants in epoch milliseconds, `dueDate` a civil date in the debtor's zone.
 * `asOf` is the instant of which the balance is true, by default the instant of the import.
 */
export const accountInputSchema = z.strictObject({
  externalId: externalIdSchema,
  debtorExternalId: externalIdSchema,
  product: textSchema.nullish(),
  currency: z.string().refine(isCurrency, 'is not a currency in use (three letters of ISO 4217, as COP)').optional(),
  balance: minorUnits.optional(),
  principal: minorUnits.nullish(),
  dueDate: z.string().refine(isLocalDate, 'is not a date (YYYY-MM-DD)').nullish(),
  openedAt: instantSchema.nullish(),
  status: z.enum(ACCOUNT_STATUSES, `must be one of ${ACCOUNT_STATUSES.join(', ')}`).nullish(),
  segment: textSchema.nullish(),
  score: z.number('must be a number').nullish(),
  tags: z.array(textSchema).optional(),
  attributes: attributesSchema.optional(),
  asOf: instantSchema.optional(),
});
export type AccountInput = z.infer<typeof accountInputSchema>;
