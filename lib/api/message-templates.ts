import { z } from 'zod';
import { CHANNELS } from '#lib/facts/debtor.ts';
import type { TextProblem } from '#lib/message/check.ts';
import { type ApprovedCall, authoredExtrasSchema } from '#lib/message/extras.ts';

/** The longest text of a message, in characters: what the renderer reads at most (decision 12). */
export const TEXT_LENGTH = 20_000;
/** The largest body of a call about a message, in bytes. */
export const TEMPLATE_BYTES = 262_144;

/** The key of a message template. */
export const templateKeySchema = z.string().regex(/^[a-z0-9-]{1,64}$/);

const textShape = {
  channel: z.enum(CHANNELS),
  /** As `es` or `pt-BR`. */
  language: z.string().regex(/^[a-z]{2,3}(-[A-Z]{2})?$/),
  subject: z.string().max(TEXT_LENGTH).nullable(),
  /** Of an e-mail in MJML its plain-text twin; empty there: made of the MJML. */
  body: z.string().max(TEXT_LENGTH),
  extras: authoredExtrasSchema.nullish(),
};

/** What `PUT /message-templates/{key}` takes: the words, and the version they were made on; 0 where there was none. */
export const saveTemplateSchema = z.strictObject({ ...textShape, version: z.number().int().min(0) });
export type SaveTemplate = z.infer<typeof saveTemplateSchema>;

/** What `PUT /message-templates/{key}` answers: the version that was stored; the same as before where no word was changed. */
export interface SavedTemplate {
  readonly version: number;
}

/** What `POST /message-templates/preview` takes; without an account it is one of the workspace's. */
export const previewSchema = z.strictObject({ template: z.strictObject(textShape), account: z.string().max(200).optional() });
export type PreviewRequest = z.infer<typeof previewSchema>;

/** For whom a preview was written. */
export interface PreviewReader {
  readonly account: string;
  readonly debtor: string;
  readonly debtorName: string | null;
  /** Where it would go; null where the debtor has no such address. */
  readonly address: string | null;
}

/** What `POST /message-templates/preview` answers. `problem` is a sentence for whoever wrote it; `reader` is null in a workspace without accounts. */
export type Preview =
  | {
      readonly ok: true;
      readonly reader: PreviewReader;
      readonly subject: string | null;
      readonly body: string;
      /** An e-mail as it will be shown; null for other channels. */
      readonly html: string | null;
      readonly approved: ApprovedCall | null;
    }
  | {
      readonly ok: false;
      readonly reader: PreviewReader | null;
      readonly problem: string;
      /** What only making HTML of the MJML shows; empty: the problem is this reader's. */
      readonly faults?: readonly TextProblem[];
    };

/** The address of a message template. */
export function templateUrl(key: string): string {
  return `/api/v1/message-templates/${encodeURIComponent(key)}`;
}

/** The address at which a message is rendered before it is saved. */
export const PREVIEW_URL = '/api/v1/message-templates/preview';
