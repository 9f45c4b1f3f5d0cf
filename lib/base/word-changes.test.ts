import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quick } from '#lib/testing/thorough.ts';
import { wordChanges } from './word-changes.ts';

describe('what became of a text', () => {
  it('names the words that went and those that came', () => {
    expect(wordChanges('Hoy vence tu cuota.', 'Mañana vence tu pago.')).toEqual([
      { kind: 'removed', text: 'Hoy' },
      { kind: 'added', text: 'Mañana' },
      { kind: 'same', text: ' vence tu ' },
      { kind: 'removed', text: 'cuota.' },
      { kind: 'added', text: 'pago.' },
    ]);
  });

  it('is one stretch where nothing changed, and none where there is no text', () => {
    expect(wordChanges('a b', 'a b')).toEqual([{ kind: 'same', text: 'a b' }]);
    expect(wordChanges('', '')).toEqual([]);
  });

  it('is said in time for texts that are as long as a message may be', () => {
    const [before, after] = ['a '.repeat(10_000), 'b '.repeat(10_000)];
    expect(wordChanges(before, after)).toEqual([
      { kind: 'removed', text: before.slice(0, -1) },
      { kind: 'added', text: after.slice(0, -1) },
      { kind: 'same', text: ' ' },
    ]);
  });

  it('gives back both texts, and no two neighbours of one kind', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', ' ', '\n', 'á'), { maxLength: 30 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const changes = wordChanges(before, after);
        const without = (kind: string) =>
          changes
            .filter((one) => one.kind !== kind)
            .map((one) => one.text)
            .join('');
        expect(without('added')).toBe(before);
        expect(without('removed')).toBe(after);
        expect(changes.filter(({ kind }, i) => changes[i - 1]?.kind === kind)).toEqual([]);
        expect(changes.filter((one) => one.text === '')).toEqual([]);
      }),
      quick,
    );
  });
});
