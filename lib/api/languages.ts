/** The languages of the screens, the first being the default. */
export const LANGUAGES = ['es', 'en', 'pt'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language itself where we speak it (`pt-BR` counts as `pt`), else null. */
export function readLanguage(tag: string | null | undefined): Language | null {
  const primary = tag?.trim().split('-')[0]?.toLowerCase();
  return LANGUAGES.find((language) => language === primary) ?? null;
}

/** The reader's best language by an `Accept-Language` header: highest weight first, Spanish where none is ours. */
export function languageOfHeader(header: string | null): Language {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag, ...options] = part.split(';');
      const weight = options.map((option) => /^\s*q=([\d.]+)\s*$/.exec(option)?.[1]).find((found) => found !== undefined);
      return { tag, weight: weight === undefined ? 1 : Number(weight) };
    })
    .sort((a, b) => b.weight - a.weight);
  for (const { tag } of wanted) {
    const language = readLanguage(tag);
    if (language) return language;
  }
  return LANGUAGES[0];
}
