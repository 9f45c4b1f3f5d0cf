import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Problem, Read } from '#lib/base/problem.ts';
import { answerCases } from '#lib/policy/case.ts';
import { countryPresets } from '#lib/policy/presets.ts';
import { type Command, UsageError } from './command.ts';

/** Answers cases of the contact policy, one a line. */
export const command: Command = {
  name: 'decide',
  summary: 'ask the contact policy: which contacts are allowed, which rules block, from when on',
  help: [
    'usage: cadenza decide CASES…',
    '',
    'CASES is a file in the form of lib/policy/presets/cases.json: the closed days of its `calendars` (by country, or country and',
    'subdivision) take the place of the holiday library.',
    'Prints {"id", "allowed", "blockedBy", "earliestNextAllowed"} for each case; instants are UTC.',
    '',
    'Exits 0 when every case was answered, 2 where one cannot be read; what is wrong with it stands on standard error as',
    'FILE: JSON path: sentence, and the others are answered all the same.',
  ].join('\n'),
  async run(argv, io) {
    const { positionals } = parseArgs({ args: [...argv], allowPositionals: true });
    if (positionals.length === 0) throw new UsageError('decide needs a file of cases: cadenza decide CASES');
    let worst = 0;
    for (const file of positionals) {
      const answers = await answersIn(file);
      const refused = answers.flatMap((answer) => (answer.ok ? [] : answer.problems));
      for (const answer of answers) if (answer.ok) io.stdout(JSON.stringify(answer.value));
      for (const { path, message } of refused) io.stderr(`${file}: ${path}: ${message}`);
      if (refused.length > 0) worst = 2;
    }
    return worst;
  },
};

type Answers = Extract<ReturnType<typeof answerCases>, { ok: true }>['value'];

async function answersIn(file: string): Promise<Answers> {
  const parsed = await readJson(file);
  if (!parsed.ok) return [parsed];
  const answers = answerCases(countryPresets(), parsed.value);
  return answers.ok ? answers.value : [answers];
}

async function readJson(file: string): Promise<Read<unknown>> {
  try {
    return { ok: true, value: JSON.parse(await readFile(file, 'utf8')) };
  } catch (error) {
    const problem: Problem = {
      path: '$',
      message: `This file cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}.`,
    };
    return { ok: false, problems: [problem] };
  }
}
