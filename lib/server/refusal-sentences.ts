import 'server-only';
import { getTranslations } from 'next-intl/server';
import { readRefusal } from './read-refusal.ts';

/** Says why a row or file was refused in the language of the request in hand. */
export async function refusalSpeaker(): Promise<(reason: string) => string> {
  const t = await getTranslations('importing.refusal');
  return (reason) => {
    const read = readRefusal(reason);
    if (!read) return reason;
    const sentence = t(read.code, read.facts);
    return read.column === null ? sentence : t('inColumn', { column: read.column, sentence });
  };
}
