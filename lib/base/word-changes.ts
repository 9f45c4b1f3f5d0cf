/** A stretch of text that two versions share, or that only one of them has. */
export interface WordChange {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Cells of the table below; two texts of 700 words each. Longer ones are told apart as a whole between what they share at both ends. */
const MOST_CELLS = 2_000_000;

/**
 * What became of a text, word by word: `same` and `removed` together are the text before, `same` and `added` the text
 * after. As few words change as possible.
 */
export function wordChanges(before: string, after: string): readonly WordChange[] {
  const [old, now] = [wordsOf(before), wordsOf(after)];
  const start = sharedStart(old, now);
  const end = sharedStart(old.slice(start).reverse(), now.slice(start).reverse());
  const middle = changesBetween(old.slice(start, old.length - end), now.slice(start, now.length - end));
  return joined([...same(old.slice(0, start)), ...middle, ...same(old.slice(old.length - end))]);
}

/** Words and the spaces between them, each on its own. */
function wordsOf(text: string): string[] {
  return text.match(/\s+|[^\s]+/g) ?? [];
}

function sharedStart(a: readonly string[], b: readonly string[]): number {
  const most = Math.min(a.length, b.length);
  let n = 0;
  while (n < most && a[n] === b[n]) n++;
  return n;
}

function same(words: readonly string[]): WordChange[] {
  return words.map((text) => ({ kind: 'same', text }));
}

function changesBetween(old: readonly string[], now: readonly string[]): WordChange[] {
  if (old.length * now.length > MOST_CELLS) return [...words('removed', old), ...words('added', now)];
  const width = now.length + 1;
  const longest = lengthsOf(old, now);
  const at = (i: number, j: number) => longest[i * width + j] ?? 0;
  const changes: WordChange[] = [];
  let [i, j] = [0, 0];
  while (i < old.length && j < now.length) {
    const word = old[i] ?? '';
    if (word === now[j]) {
      changes.push({ kind: 'same', text: word });
      i++;
      j++;
    } else if (at(i + 1, j) >= at(i, j + 1)) changes.push({ kind: 'removed', text: old[i++] ?? '' });
    else changes.push({ kind: 'added', text: now[j++] ?? '' });
  }
  return [...changes, ...words('removed', old.slice(i)), ...words('added', now.slice(j))];
}

function words(kind: WordChange['kind'], list: readonly string[]): WordChange[] {
  return list.map((text) => ({ kind, text }));
}

/** How many words the ends of both texts share, from each pair of places on. */
function lengthsOf(old: readonly string[], now: readonly string[]): Uint16Array {
  const width = now.length + 1;
  const longest = new Uint16Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      const skip = Math.max(longest[(i + 1) * width + j] ?? 0, longest[i * width + j + 1] ?? 0);
      longest[i * width + j] = old[i] === now[j] ? (longest[(i + 1) * width + j + 1] ?? 0) + 1 : skip;
    }
  }
  return longest;
}

/** Neighbours of one kind as one stretch; where words are replaced, all that went comes before all that came. */
function joined(changes: readonly WordChange[]): readonly WordChange[] {
  const stretches: WordChange[] = [];
  let [removed, added] = ['', ''];
  const flush = () => {
    if (removed !== '') stretches.push({ kind: 'removed', text: removed });
    if (added !== '') stretches.push({ kind: 'added', text: added });
    [removed, added] = ['', ''];
  };
  let shared = '';
  for (const { kind, text } of changes) {
    if (kind === 'same') {
      flush();
      shared += text;
      continue;
    }
    if (shared !== '') stretches.push({ kind: 'same', text: shared });
    shared = '';
    if (kind === 'removed') removed += text;
    else added += text;
  }
  flush();
  if (shared !== '') stretches.push({ kind: 'same', text: shared });
  return stretches;
}
