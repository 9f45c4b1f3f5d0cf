import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { root } from '../root.ts';
import { isOfPolicy, type Mutant, mutants } from './mutants.ts';

/*
 * Runs the tests of interpreter and policy once as they are and once per mutant, each as a project of one run. The mistake is made
 * while a file is read, so that nothing is written. Prints one line of JSON per project: its name, what passed, what failed.
 * `CADENZA_MUTANTS=stories`: random stories and questions in place of the sentences.
 */

const BY_STORIES = process.env.CADENZA_MUTANTS === 'stories';

/** Fast tests that say what the interpreter does. */
const INTERPRETER = [
  'lib/interpreter/{advance,turn,last-look,conformance,handover,fold-world,together-places}.test.ts',
  'lib/journey/when.test.ts',
  'lib/journey/nodes/*.test.ts',
  'lib/base/civil.test.ts',
];
const POLICY = ['lib/policy/*.test.ts'];
const STORIES = 'lib/interpreter/properties.property.test.ts';

function testsOf(mutant: Mutant | null): string[] {
  if (mutant === null) return BY_STORIES ? [STORIES, 'lib/policy/*.property.test.ts'] : [...INTERPRETER, ...POLICY];
  if (isOfPolicy(mutant)) return BY_STORIES ? [STORIES, 'lib/policy/*.property.test.ts'] : POLICY;
  return BY_STORIES ? [STORIES] : INTERPRETER;
}

/** Makes the mistake in the one file it is about; throws where its text does not stand there exactly once. */
function mutating({ name, file, from, to }: Mutant) {
  return {
    name: `mutant ${name}`,
    enforce: 'pre' as const,
    transform(code: string, id: string) {
      if (id.split('?')[0] !== join(root, file)) return null;
      if (code.split(from).length !== 2) throw new Error(`mutant ${name}: its text stands ${code.split(from).length - 1} times in ${file}`);
      return code.replace(from, () => to);
    },
  };
}

const tellResults: Reporter = {
  onTestRunEnd(modules: readonly TestModule[]) {
    for (const [name, ofProject] of Map.groupBy(modules, (module) => module.project.name)) {
      const tests = ofProject.flatMap((module) => [...module.children.allTests()]);
      const failures = tests.filter((test) => test.result().state === 'failed');
      const failed = failures.map((test) => test.fullName);
      const isShown = (test: TestCase) => !test.result().errors?.every(({ message }) => message.startsWith('not shown: '));
      const broken = failures.filter(isShown).map((test) => test.name);
      const errors = ofProject.flatMap((module) => module.errors().map(({ message }) => message));
      console.log(
        JSON.stringify({ name, passed: tests.filter((test) => test.result().state === 'passed').length, failed, broken, errors }),
      );
    }
  },
};

const settings = (mutant: Mutant | null) => ({
  root,
  name: mutant?.name ?? 'unchanged',
  environment: 'node' as const,
  include: testsOf(mutant),
  exclude: BY_STORIES ? [] : ['**/*.property.test.ts'],
  isolate: false,
  pool: 'threads' as const,
  testTimeout: 120_000,
});

export default defineConfig({
  test: {
    reporters: [tellResults],
    projects: [{ test: settings(null) }, ...mutants.map((mutant) => ({ plugins: [mutating(mutant)], test: settings(mutant) }))],
  },
});
