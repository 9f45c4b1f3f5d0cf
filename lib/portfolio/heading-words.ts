/** Words that say nothing about what a column holds, in Spanish, Portuguese and English. */
const FILLERS = new Set([
  'de',
  'del',
  'da',
  'do',
  'das',
  'dos',
  'la',
  'el',
  'las',
  'los',
  'o',
  'a',
  'of',
  'the',
  'y',
  'e',
  'and',
  'en',
  'em',
  'al',
  'ao',
]);

/**
 * The words of a heading, lower case and without accents: `FechaVencimiento`, `fecha_de_vencimiento` and `FECHA DE
 * VENCIMIENTO` all are `fecha vencimiento`; `N.º` and `#` are `numero`.
 */
export function headingWords(heading: string): readonly string[] {
  const plain = heading
    .replace(/[Nn][.\s]?[º°]|#/g, ' numero ')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase();
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '' && !FILLERS.has(word));
}
