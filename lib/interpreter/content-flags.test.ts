import { expect, it } from 'vitest';
import { readJourney } from '#lib/journey/document.ts';
import { STAND_IN_TEMPLATE } from '#lib/message/template.ts';
import { compile, flagsAt } from './compile.ts';
import { documentOf, enterBySegment, message } from './testing/story.ts';

it('a step is asked for what its own words do, by the channel that they go out by, in whichever language', () => {
  const read = readJourney(documentOf({ nodes: [enterBySegment(), message('m')], ways: ['in > m'] }));
  if (!read.ok) throw new Error(read.problems[0]?.message);
  const [node] = read.value.nodes.flatMap((one) => (one.type === 'message' ? [one] : []));
  const text = (language: string, channel: string, flags: string[], key = node?.config.template ?? '') => ({
    ...STAND_IN_TEMPLATE,
    ...{ key, channel, language, extras: { flags } },
  });
  const messages = [
    text('es', 'email', ['threat']),
    text('pt', 'email', ['false-statement']),
    text('es', 'sms', []),
    text('es', 'sms', ['threat'], 'x'),
  ];
  const program = compile(read.value, messages);
  expect(flagsAt(program, 'm', 'email')).toEqual(['threat', 'false-statement']);
  expect(flagsAt(program, 'm', 'sms')).toEqual([]);
  expect(flagsAt(compile(read.value), 'm', 'email')).toEqual([]);
});
