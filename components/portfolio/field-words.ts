import type { useTranslations } from 'next-intl';
import type { ComboboxOption } from '#components/ui/combobox.tsx';
import { IMPORT_FIELDS } from '#lib/api/import-fields.ts';

type Words = ReturnType<typeof useTranslations<'importing'>>;

/** The value with which a list offers to read a column as nothing. */
export const IGNORE = '-';

/** A field in the reader's words; one without a name of its own by what it is. */
export function fieldLabel(t: Words, field: string): string {
  const [of, second, ...rest] = field.split('.');
  if (second === 'attributes') return t(of === 'debtor' ? 'debtorAttribute' : 'accountAttribute', { name: rest.join('.') });
  const key = `field.${field.replaceAll('.', '_')}`;
  if (hasWords(t, key)) return t(key);
  return of === 'event' ? t('eventAt', { type: [second, ...rest].join('.').replace(/\.at$/, '') }) : field;
}

/** All that a column may be read as; a field that another column has says so. */
export function fieldOptions(
  t: Words,
  heading: string,
  current: string | null,
  usedBy: ReadonlyMap<string, string>,
): readonly ComboboxOption[] {
  const name = heading.trim();
  const other = t('group.other');
  const known = new Set(IMPORT_FIELDS.map((field) => field.name));
  const attributes = [`account.attributes.${name}`, `debtor.attributes.${name}`];
  const own = current !== null && !known.has(current) && !attributes.includes(current) ? [current] : [];
  const hint = (field: string) => {
    const holder = usedBy.get(field);
    return holder !== undefined && holder !== heading ? { hint: t('usedBy', { heading: holder }) } : {};
  };
  return [
    { value: IGNORE, label: t('ignore') },
    ...own.map((value) => ({ value, label: fieldLabel(t, value) })),
    ...IMPORT_FIELDS.map((field) => ({
      value: field.name,
      label: fieldLabel(t, field.name),
      group: t(`group.${field.group}`),
      ...hint(field.name),
    })),
    ...attributes.map((value) => ({ value, label: fieldLabel(t, value), group: other })),
  ];
}

function hasWords(t: Words, key: string): key is Parameters<Words>[0] & `field.${string}` {
  return IMPORT_FIELDS.some(({ name }) => key === `field.${name.replaceAll('.', '_')}`) && t.has(key as never);
}
