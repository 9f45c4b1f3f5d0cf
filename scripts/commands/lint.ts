import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { localDateOf } from '#lib/base/civil.ts';
import type { Problem, Read } from '#lib/base/problem.ts';
import { readJourney } from '#lib/journey/document.ts';
import type { CountryHours } from '#lib/journey/problems/hours.ts';
import { placeHours } from '#lib/journey/problems/place-hours.ts';
import { findProblems, isError, NOTHING_KNOWN } from '#lib/journey/problems.ts';
import { countryPresets } from '#lib/policy/presets.ts';
import { presetBook } from '#lib/policy/rules-of.ts';
import { type PrintedFinding, printedFinding } from '../finding-sentence.ts';
import { type Command, UsageError } from './command.ts';

/** Prints what is wrong with journeys in files, one finding a line. */
export const command: Command = {
  name: 'lint',
  summary: 'say what is wrong with journeys, one finding a line',
  help: [
    'usage: cadenza lint JOURNEY…',
    '',
    'Prints {"file", "code", "severity", "node"?, "edge"?, "path"?, "message"} for each finding of journey.md section 10, errors first.',
    'A file stands alone: every message template it names counts as written, every channel as set up.',
    '',
    'Exits 0 without errors (warnings may be printed), 1 with errors, 2 where a file is no journey; what is wrong with it',
    'stands on standard error as FILE: JSON path: sentence.',
  ].join('\n'),
  async run(argv, io) {
    const { positionals } = parseArgs({ args: [...argv], allowPositionals: true });
    if (positionals.length === 0) throw new UsageError('lint needs at least one journey: cadenza lint JOURNEY…');
    let worst = 0;
    for (const file of positionals) {
      const read = await findingsIn(file);
      if (read.ok) for (const finding of read.value) io.stdout(JSON.stringify({ file, ...finding }));
      else for (const { path, message } of read.problems) io.stderr(`${file}: ${path}: ${message}`);
      worst = Math.max(worst, exitCodeOf(read));
    }
    return worst;
  },
};

function exitCodeOf(read: Read<readonly PrintedFinding[]>): number {
  if (!read.ok) return 2;
  return read.value.some(isError) ? 1 : 0;
}

async function findingsIn(file: string): Promise<Read<readonly PrintedFinding[]>> {
  const text = await readText(file);
  return text.ok ? findingsOf(text.value) : text;
}

/** The file's text; other than UTF-8 is refused rather than read with wrong letters. */
async function readText(file: string): Promise<Read<string>> {
  try {
    return { ok: true, value: new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file)) };
  } catch (error) {
    if (error instanceof TypeError) return refuse('$', 'This is not UTF-8. Save the file as UTF-8.');
    return refuse('$', `This file cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

/** What is wrong with a journey, given as JSON text or already parsed. */
function findingsOf(journey: unknown, context = NOTHING_KNOWN): Read<readonly PrintedFinding[]> {
  const read = readJourney(journey);
  return read.ok ? { ok: true, value: findProblems(read.value, context).map(printedFinding) } : read;
}

const caseSchema = z.object({
  journey: z.unknown(),
  policy: z.string().nullish(),
  workspace: z.object({ policy: z.string().nullish() }).nullish(),
});

/**
 * The answer to a conformance case that says `"validate": true`, given as parsed JSON: `{ findings }`. Every template that it
 * does not define exists, no other journey does, and the debtors are those of the country whose policy it names. Problems where
 * its journey cannot be read, with paths from the journey's root.
 */
export function validateCase(value: unknown): Read<{ readonly findings: readonly Omit<PrintedFinding, 'path'>[] }> {
  const read = caseSchema.safeParse(value);
  if (!read.success) return refuse('$', 'This is no case: it has no "journey", or a "policy" that is no code.');
  const { journey, policy, workspace } = read.data;
  const openHours = hoursUnder(policy ?? workspace?.policy ?? null);
  if (!openHours.ok) return openHours;
  const findings = findingsOf(journey, { ...NOTHING_KNOWN, journeys: new Map(), openHours: openHours.value });
  return findings.ok ? { ok: true, value: { findings: findings.value.map(({ path, ...rest }) => rest) } } : findings;
}

/** What a preset leaves open; null where none is named. A case has no day of its own: the rules of today are asked. */
function hoursUnder(code: string | null): Read<readonly CountryHours[] | null> {
  if (code === null) return { ok: true, value: null };
  const presets = countryPresets();
  const codes = presets.countries.map((country) => country.code);
  if (!codes.includes(code)) return refuse('$.policy', `There is no contact policy ${code}; there are ${codes.join(', ')}.`);
  return { ok: true, value: [placeHours({ country: code }, presetBook(presets, code, null), localDateOf(Date.now(), 'UTC'))] };
}

function refuse(path: string, message: string): { readonly ok: false; readonly problems: readonly Problem[] } {
  return { ok: false, problems: [{ path, message }] };
}
