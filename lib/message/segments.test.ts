import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { describeWithInputs, inputPath } from '#lib/testing/inputs.ts';
import { quick } from '#lib/testing/thorough.ts';
import { countSegments, dearLetters, inPlainLetters, ownWords, plainTemplate } from './segments.ts';

const TABLE = '3-conformance/gsm0338-table.json';
const CASES = '3-conformance/sms-segments.json';
const PLAIN = '3-conformance/sms-smart-encoding.json';
const read = <T>(name: string, schema: z.ZodType<T>): T => schema.parse(JSON.parse(readFileSync(inputPath(name), 'utf8')));

describe('the SMS that a text takes', () => {
  const counted = z.object({ text_spec: z.string(), encoding: z.string(), units: z.number(), segments: z.number() });
  const presets = join(import.meta.dirname, '..', 'policy', 'presets', 'cases.json');
  const cases = z.object({ smsSegmentCases: z.array(counted) }).parse(JSON.parse(readFileSync(presets, 'utf8'))).smsSegmentCases;

  /** `159 x "a" + "€"`, `68 x "a" + U+1F600`. */
  const spelled = (spec: string) =>
    spec
      .split(' + ')
      .map((piece) => {
        const [, times = '1', letter, code] = /^(?:(\d+) x )?(?:"(.*)"|U\+([0-9A-F]+))$/.exec(piece) ?? [];
        return (letter ?? String.fromCodePoint(Number.parseInt(code ?? '', 16))).repeat(Number(times));
      })
      .join('');

  it.each(cases)('$text_spec', ({ text_spec, ...expected }) => {
    expect(countSegments(spelled(text_spec))).toEqual(expected);
  });

  it('never cuts a letter of two units: the rest of the part stays empty', () => {
    expect(countSegments(`${'a'.repeat(152)}€${'a'.repeat(152)}`)).toEqual({ encoding: 'GSM-7', units: 306, segments: 3 });
    expect(countSegments(`${'a'.repeat(66)}😀${'a'.repeat(66)}`)).toEqual({ encoding: 'UCS-2', units: 134, segments: 3 });
    expect(countSegments(`${'a'.repeat(60)}👩‍👩‍👧${'a'.repeat(60)}`).segments).toBe(3);
  });

  it('counts line breaks, an empty text, half a pair and a letter longer than a part', () => {
    expect(countSegments('a\r\nb')).toEqual({ encoding: 'GSM-7', units: 4, segments: 1 });
    expect(countSegments('')).toEqual({ encoding: 'GSM-7', units: 0, segments: 0 });
    expect(countSegments('\ud83d')).toEqual({ encoding: 'UCS-2', units: 1, segments: 1 });
    expect(countSegments(`a${'\u0301'.repeat(200)}`)).toEqual({ encoding: 'UCS-2', units: 201, segments: 3 });
  });

  it('is never fewer parts than its units need, nor many more', () => {
    const anyText = fc.string({ unit: fc.constantFrom('a', 'ñ', 'á', '€', '\r\n', '😀', '👩‍👧', 'e\u0301'), maxLength: 400 });
    fc.assert(
      fc.property(anyText, (text) => {
        const { encoding, units, segments } = countSegments(text);
        const part = encoding === 'GSM-7' ? 153 : 67;
        const alone = encoding === 'GSM-7' ? 160 : 70;
        expect(segments).toBeGreaterThanOrEqual(units <= alone ? Math.sign(units) : Math.ceil(units / part));
        expect(segments).toBeLessThanOrEqual(Math.ceil(units / (part - 4)));
      }),
      quick,
    );
  });
});

describe('the letters that double the price', () => {
  it('are named once each, in order, with what may stand for them', () => {
    expect(dearLetters('El día 3 pagará María; según “ley” ñ é ü ¿? 漢')).toEqual([
      { letter: 'í', replacement: 'i' },
      { letter: 'á', replacement: 'a' },
      { letter: 'ú', replacement: 'u' },
      { letter: '“', replacement: '"' },
      { letter: '”', replacement: '"' },
      { letter: '漢', replacement: null },
    ]);
    expect(dearLetters('Señor Güell: qué é à € ¡ya!')).toEqual([]);
    expect(inPlainLetters('Você não pagou: ação, três… “já” – N.º 5\u00a0%')).toBe('Voce nao pagou: acao, tres... "ja" - N.o 5 %');
  });

  it('take a letter of GSM-7 that was typed in two strokes for what it is', () => {
    expect(inPlainLetters('cafe\u0301 man\u0303ana')).toBe('café mañana');
    expect(inPlainLetters('漢á')).toBe('漢a');
  });

  it('are replaced in the words of a template, never in its instructions', () => {
    const text = 'Hola, {{ debtor.name | name | append: "í" }}: {% if account.attributes["día"] %}el día{% endif %} {{ x';
    expect(plainTemplate(text)).toBe(
      'Hola, {{ debtor.name | name | append: "í" }}: {% if account.attributes["día"] %}el dia{% endif %} {{ x',
    );
    expect(ownWords('a{{ b }}c{% d %}e')).toBe('ace');
  });

  it('leave, once replaced, a text that fits GSM-7 or what cannot be replaced, and nothing to replace twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const plain = inPlainLetters(text);
        expect(inPlainLetters(plain)).toBe(plain);
        expect(dearLetters(plain).every(({ replacement }) => replacement === null)).toBe(true);
      }),
      quick,
    );
  });
});

describeWithInputs('against what a gateway publishes', [TABLE, CASES, PLAIN], () => {
  it('every letter of its table takes the septets it says, and no other is in GSM-7', () => {
    const { table } = read(TABLE, z.object({ table: z.record(z.string(), z.array(z.number())) }));
    const septets = new Map(Object.entries(table).map(([name, codes]) => [Number.parseInt(name.slice(2, 6), 16), codes.length]));
    expect(septets.size).toBeGreaterThan(130);
    for (let code = 0; code <= 0xffff; code++) {
      const { encoding, units } = countSegments(String.fromCharCode(code));
      expect([code, encoding, units]).toEqual([code, septets.has(code) ? 'GSM-7' : 'UCS-2', septets.get(code) ?? 1]);
    }
  });

  it('its messages take the segments it says', () => {
    const one = z.object({ testDescription: z.string(), body: z.string(), encoding: z.string(), segments: z.number() });
    const { cases } = read(CASES, z.object({ cases: z.array(one) }));
    expect(cases.length).toBeGreaterThanOrEqual(5);
    for (const { testDescription, body, encoding, segments } of cases)
      expect(countSegments(body), testDescription).toMatchObject({ encoding, segments });
  });

  it('whatever it replaces that a person types is replaced alike', () => {
    const { map } = read(PLAIN, z.object({ map: z.record(z.string(), z.string()) }));
    const ours = Object.entries(map).filter(([letter]) => /^[\u00a1-\u00ff\u2010-\u201f\u2022\u2026\u2044\uff01-\uff5e]$/.test(letter));
    expect(ours.length).toBeGreaterThan(80);
    const others = ours.filter(([letter, plain]) => dearLetters(letter).some(({ replacement }) => replacement !== plain));
    expect(others).toEqual([]);
  });
});
