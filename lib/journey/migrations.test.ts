import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quick } from '#lib/testing/thorough.ts';
import { FORMAT, readJourney } from './document.ts';
import { type Ladder, migrateDocument } from './migrations.ts';

const ran: string[] = [];

/** A ladder of a kind that nobody writes, so that the climbing is tested before there is an older journey. */
const ladder: Ladder = {
  kind: 'test.recipe',
  current: 3,
  steps: [
    {
      name: 'ingredients become a list',
      from: 1,
      migrate: (old) => note('1', { ...old, ingredients: [old.ingredient], ingredient: undefined }),
    },
    { name: 'minutes get their unit', from: 2, migrate: ({ time, ...rest }) => note('2', { ...rest, timeMinutes: asNumber(time) }) },
  ],
};

function note<T>(step: string, document: T): T {
  ran.push(step);
  return document;
}

function asNumber(value: unknown): number {
  if (typeof value !== 'number') throw new Error('time is not a number');
  return value;
}

const refusal = (value: unknown) => {
  const read = migrateDocument(value, ladder);
  return read.ok ? null : read.problems[0];
};

describe('an older format', () => {
  it('is brought up one step per format, in order, and ends with the format that is written', () => {
    ran.length = 0;
    const read = migrateDocument({ format: 'test.recipe/1', ingredient: 'salt', time: 5 }, ladder);
    expect(read).toEqual({ ok: true, value: { format: 'test.recipe/3', ingredients: ['salt'], timeMinutes: 5 } });
    expect(ran).toEqual(['1', '2']);
  });

  it('starts at its own step and leaves the input as it was', () => {
    ran.length = 0;
    const old = Object.freeze({ format: 'test.recipe/2', time: 7 });
    expect(migrateDocument(old, ladder)).toEqual({ ok: true, value: { format: 'test.recipe/3', timeMinutes: 7 } });
    expect(ran).toEqual(['2']);
  });

  it('is refused, not thrown, where a step cannot bring it up', () => {
    expect(refusal({ format: 'test.recipe/2', time: 'soon' })).toEqual({
      path: '$',
      message: 'This test.recipe/2 could not be brought to test.recipe/3 (step "minutes get their unit"): time is not a number.',
    });
  });

  it('is refused where no step leads up from it', () => {
    expect(refusal({ format: 'test.recipe/0' })?.message).toBe(
      '"test.recipe/0" is not a format that this version reads. Write "format": "test.recipe/3".',
    );
  });
});

describe('any older document', () => {
  const anyRecipe = fc.record({
    format: fc.constantFrom('test.recipe/1', 'test.recipe/2', 'test.recipe/3'),
    ingredient: fc.string(),
    time: fc.nat(),
    rest: fc.jsonValue(),
  });

  it('comes to the same by one climb as by one step after another, stays as it was, and once up is left alone', () => {
    fc.assert(
      fc.property(anyRecipe, (recipe) => {
        const before = JSON.stringify(recipe);
        const read = migrateDocument(recipe, ladder);
        const stepwise = [2, 3].reduce<unknown>((document, current) => {
          const one = migrateDocument(document, { ...ladder, current });
          return one.ok ? one.value : document;
        }, recipe);
        expect(read).toEqual({ ok: true, value: stepwise });
        expect(read.ok && migrateDocument(read.value, ladder)).toEqual(read);
        expect(JSON.stringify(recipe)).toBe(before);
      }),
      quick,
    );
  });
});

describe('the format of a journey', () => {
  it('is the one that the document schema takes, untouched', () => {
    const document = { format: FORMAT, anything: 1 };
    expect(migrateDocument(document)).toEqual({ ok: true, value: document });
  });

  it('is refused by name where it is newer', () => {
    expect(readJourney({ format: 'cadenza.journey/2' })).toEqual({
      ok: false,
      problems: [
        {
          path: '$.format',
          message:
            'This is cadenza.journey/2, which is newer than cadenza.journey/1, the newest format that this version reads. Update Cadenza and open it again.',
        },
      ],
    });
  });

  it.each([undefined, null, 1, 'n8n', 'cadenza.journey/', 'cadenza.journey/01', 'cadenza.journey/1.5', 'cadenza.mapping/1'])(
    'is refused where it is %j',
    (format) => {
      const read = migrateDocument({ format });
      expect(read.ok).toBe(false);
      expect(read.ok || read.problems[0]?.message).toContain('Write "format": "cadenza.journey/1".');
    },
  );

  it.each([null, 3, 'text', []])('is asked for where the document is %j', (value) => {
    expect(migrateDocument(value)).toEqual({
      ok: false,
      problems: [{ path: '$', message: 'A journey is a JSON object that begins with "format": "cadenza.journey/1".' }],
    });
  });
});
