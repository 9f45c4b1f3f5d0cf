import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { describeWithInputs, inputPath } from '#lib/testing/inputs.ts';
import { makeEngine } from './engine.ts';

const GOLDEN = '3-conformance/golden-liquid.part1.json';

const golden = z.object({
  tests: z.array(
    z.object({
      name: z.string(),
      template: z.string(),
      data: z.record(z.string(), z.unknown()).default({}),
      result: z.string().optional(),
      results: z.array(z.string()).optional(),
      invalid: z.boolean().optional(),
    }),
  ),
});

/** Where Ruby prints otherwise than a browser: whole numbers divided, floats, hashes as texts, blocks of spaces alone, lists within lists. */
const OTHERWISE = [
  ...['whitespace control, suppress whitespace only case blocks', 'whitespace control, suppress whitespace only if blocks'],
  ...['tags, for, blank empty loops', 'tags, unless, blocks that contain only whitespace are not rendered'],
  ...['filters, divided by, integer division', 'filters, divided by, issue', 'filters, divided by, zero divided by float'],
  ...['filters, minus, float value and float arg', 'filters, minus, string value and string arg'],
  ...['filters, modulo, float value and float arg', 'filters, modulo, string not a number', 'filters, plus, string not a number'],
  ...['filters, round, argument is a float', 'filters, size, size of a hash', 'filters, sum, nested ints'],
  ...['filters, compact, array of objects with key property', 'filters, concat, nested left value gets flattened'],
  ...['filters, uniq, array of objects with missing key property', 'filters, where, value is explicit nil'],
  ...['tags, case, mix or and comma separated when expression', 'tags, case, multiple else blocks'],
  ...['tags, if, array contains false', 'tags, if, array contains nil'],
];

describeWithInputs('against the golden suite of Liquid', [GOLDEN], () => {
  const engine = makeEngine<null>({});
  const rendered = (template: string, data: object) => {
    try {
      return engine.render(template, data, null);
    } catch {
      return null;
    }
  };

  it('says the same wherever it says something, but where Ruby prints numbers, hashes and blanks in its own way', () => {
    const { tests } = golden.parse(JSON.parse(readFileSync(inputPath(GOLDEN), 'utf8')));
    const sound = tests.filter(({ invalid }) => !invalid).map((one) => ({ ...one, said: rendered(one.template, one.data) }));
    // What is refused has tags or filters that are left out, or names that nobody gave: a message has no holes.
    const told = sound.filter(({ said }) => said !== null);
    const other = told.filter(({ said, result, results }) => said !== result && !results?.includes(said ?? ''));
    expect(other.map(({ name }) => name).filter((name) => !OTHERWISE.includes(name))).toEqual([]);
    expect(told.length - other.length).toBeGreaterThan(200);
  });

  it('never prints a hash, or a number that is none', () => {
    const { tests } = golden.parse(JSON.parse(readFileSync(inputPath(GOLDEN), 'utf8')));
    const said = tests.map(({ template, data }) => rendered(template, data) ?? '');
    expect(said.filter((text) => /\[object Object\]|Infinity|NaN/.test(text))).toEqual([]);
  });
});
