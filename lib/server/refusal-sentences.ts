import 'server-only';
import { getMessages, getTranslations } from 'next-intl/server';
import type { Problem } from '#lib/base/problem.ts';
import type { MappingProblem } from '#lib/portfolio/mapping-fault.ts';
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

/** Says what is wrong with a mapping in the language of the request in hand, with fields by the names that the screens give them. */
export async function mappingSpeaker(): Promise<(problem: MappingProblem) => Problem> {
  const [t, { importing }] = await Promise.all([getTranslations('importing'), getMessages()]);
  const names: Readonly<Record<string, string>> = importing.field;
  // A field without a name of its own is shown as a mapping writes it.
  const named = (field: string) => names[field.replaceAll('.', '_')] ?? field;
  return ({ path, fault: { code, values }, column }) => {
    const facts = Object.fromEntries(
      Object.entries(values).map(([key, value]) => [key, key === 'field' || key === 'instead' ? named(value) : value]),
    );
    const sentence = t(`fault.${code}`, facts);
    return { path, message: column === null ? sentence : t('refusal.inColumn', { column, sentence }) };
  };
}
