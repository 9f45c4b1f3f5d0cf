import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import type { Problem } from '#lib/base/problem.ts';
import { compile } from '#lib/interpreter/compile.ts';
import type { RunLog } from '#lib/interpreter/run-log.ts';
import { readScenario, type Scenario } from '#lib/interpreter/scenario.ts';
import { differences, readExpectation } from '#lib/interpreter/scenario-check.ts';
import { simulateScenario } from '#lib/interpreter/simulate.ts';
import { policyInForce } from '#lib/runner/policy-in-force.ts';
import { type Command, type CommandIo, UsageError } from './command.ts';
import { validateCase } from './lint.ts';

type Answer = Readonly<Record<string, unknown>>;

/** Runs one scenario and answers its log. */
interface Engine {
  run(scenario: Scenario): Promise<RunLog>;
  close(): Promise<void>;
}

/** Replays cases through the interpreter alone, or through the runner and the tables. */
export const command: Command = {
  name: 'replay',
  summary: 'run journey cases and print what came of them, one line a case',
  help: [
    'usage: cadenza replay [--engine memory|database] [--check] CASE…',
    '',
    'A case is a file in the form of conformance/README.md. Prints for each, in order, {"name", "contacts", "notSent",',
    '"enrollments"}; for one with "validate": true {"findings"}; for one that cannot be read {"name", "error"}.',
    '',
    '  --engine memory     the pure simulation (default)',
    '  --engine database   the runner, dispatcher and tables of a fresh embedded database with a test clock',
    '  --check             compare with what the case expects: {"name", "holds", "differences": [{"part", "kind", "row"}]} a line',
    '',
    'Exits 0 when every case could be read, 2 otherwise. Whether an answer is right is for whoever compares; with --check the exit is',
    '1 where a case does not hold.',
  ].join('\n'),
  async run(argv, io) {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { engine: { type: 'string', default: 'memory' }, check: { type: 'boolean', default: false } },
    });
    if (positionals.length === 0) throw new UsageError('replay needs at least one case: cadenza replay CASE…');
    const engine = await engineNamed(values.engine);
    try {
      return await replayAll(positionals, engine, values.check, io);
    } finally {
      await engine.close();
    }
  },
};

async function replayAll(files: readonly string[], engine: Engine, isChecking: boolean, io: CommandIo): Promise<number> {
  let exitCode = 0;
  for (const file of files) {
    const answer = await answerTo(file, engine, isChecking);
    if ('error' in answer) exitCode = 2;
    else if (answer.holds === false) exitCode = Math.max(exitCode, 1);
    io.stdout(JSON.stringify(answer));
  }
  return exitCode;
}

/** What is wrong with a case is its answer, so that lines stay in step with the files. */
async function answerTo(file: string, engine: Engine, isChecking: boolean): Promise<Answer> {
  let name = basename(file);
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    name = nameOf(value) ?? name;
    if (isValidation(value)) {
      const findings = validateCase(value);
      return findings.ok ? findings.value : { name, error: sentences(findings.problems) };
    }
    const scenario = readScenario(value);
    if (!scenario.ok) return { name, error: sentences(scenario.problems) };
    if (!isChecking) return { name, ...(await engine.run(scenario.value)) };
    const expected = readExpectation(typeof value === 'object' && value !== null && 'expect' in value ? value.expect : undefined);
    if (!expected.ok) return { name, error: sentences(expected.problems) };
    const found = differences(await engine.run(scenario.value), expected.value);
    return { name, holds: found.length === 0, differences: found };
  } catch (error) {
    return { name, error: error instanceof Error ? error.message : String(error) };
  }
}

async function engineNamed(name: string): Promise<Engine> {
  if (name === 'memory')
    return {
      run: async (scenario) => {
        const { policy: policyCode, topicDays, journey } = scenario;
        return simulateScenario(scenario, await policyInForce({ policyCode, topicDays }, [compile(journey)]));
      },
      close: async () => undefined,
    };
  if (name === 'database') return databaseEngine();
  throw new UsageError(`There is no engine ${name}: it is memory or database.`);
}

/** One fresh embedded database for all cases of the call; each has a workspace of its own in it. */
async function databaseEngine(): Promise<Engine> {
  const [{ openDatabase }, { migrate }, { createRunner }, { replayScenario }] = await Promise.all([
    import('#lib/db/client.ts'),
    import('#lib/db/migrate.ts'),
    import('#lib/runner/runner.ts'),
    import('#lib/runner/replay.ts'),
  ]);
  const database = await openDatabase({ memory: true });
  await migrate(database);
  const runner = createRunner(database);
  let cases = 0;
  return { run: (scenario) => replayScenario(runner, scenario, `case-${++cases}`), close: () => database.close() };
}

function isValidation(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'validate' in value && value.validate === true;
}

function nameOf(value: unknown): string | null {
  return typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string' ? value.name : null;
}

function sentences(problems: readonly Problem[]): string {
  return problems.map(({ path, message }) => `${path}: ${message}`).join('; ');
}
