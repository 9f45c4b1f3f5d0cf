import type { useTranslations } from 'next-intl';
import { FLAGS, SAID } from '#lib/policy/content.ts';

export type ContentWords = ReturnType<typeof useTranslations<'messageEditor'>>;

/** What a message may say that a policy asks for, in words; one we do not know is shown as it is called. */
export function saidWords(t: ContentWords, code: string): string {
  const known = SAID.find((one) => one === code);
  return known ? t(`said.${known}`) : code;
}

/** What a message may do that a policy forbids, in words. */
export function flagWords(t: ContentWords, code: string): string {
  const known = FLAGS.find((one) => one === code);
  return known ? t(`flag.${known}`) : code;
}
