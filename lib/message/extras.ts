import { z } from 'zod';

/** The kinds of template that WhatsApp knows. */
export const WHATSAPP_CATEGORIES = ['utility', 'marketing', 'authentication'] as const;

/** The longest text of an extra, in characters: what the renderer reads at most. */
const MOST = 20_000;
const code = z.string().min(1).max(64);

const authored = {
  /** An e-mail as MJML: a whole document, or elements that stand in the house's layout. */
  mjml: z.string().max(MOST).optional(),
  /** A button below the words of an e-mail; both texts are Liquid. Where the link comes out empty there is none. */
  button: z.strictObject({ label: z.string().trim().min(1).max(200), link: z.string().trim().min(1).max(2_000) }).optional(),
  /** The template that WhatsApp approved: what it is called there, and what stands in its places, in their order, as Liquid. */
  approved: z
    .strictObject({
      name: z.string().regex(/^[a-z0-9_]{1,512}$/),
      language: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/),
      category: z.enum(WHATSAPP_CATEGORIES),
      variables: z.array(z.string().trim().min(1).max(1_000)).max(30),
    })
    .optional(),
  /** What its words do that a policy may forbid (`threat`). */
  flags: z.array(code).max(30).optional(),
  /** What its words say that a policy may ask for (`creditor`). */
  says: z.array(code).max(30).optional(),
};

/** What a person writes beside the words of a message. */
export const authoredExtrasSchema = z.strictObject(authored);
export type AuthoredExtras = z.infer<typeof authoredExtrasSchema>;

/** The same as it is stored: with the HTML that was made of the MJML, in which Liquid still stands. */
export const extrasSchema = z.strictObject({ ...authored, html: z.string().optional() });
export type MessageExtras = z.infer<typeof extrasSchema>;

/** A template of WhatsApp ready to be called: its places filled. */
export interface ApprovedCall {
  readonly name: string;
  readonly language: string;
  readonly category: string;
  readonly variables: readonly string[];
}

/** The extras without what is empty, in one order; null where nothing is left: so that the same are stored as the same. */
export function keptExtras(extras: MessageExtras | null | undefined): MessageExtras | null {
  const { mjml, html, button, approved, flags = [], says = [] } = extras ?? {};
  const kept: MessageExtras = {
    ...(mjml && mjml.trim() !== '' ? { mjml, ...(html ? { html } : {}) } : {}),
    ...(button ? { button } : {}),
    ...(approved ? { approved } : {}),
    ...(flags.length > 0 ? { flags: [...new Set(flags)].sort() } : {}),
    ...(says.length > 0 ? { says: [...new Set(says)].sort() } : {}),
  };
  return Object.keys(kept).length > 0 ? kept : null;
}
