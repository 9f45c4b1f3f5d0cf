import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import type { Reporter, TestModule } from 'vitest/node';
import { root } from '../root.ts';
import { type Mutant, mutants } from './mutants.ts';

/*
 * Runs the interpreter's tests once as it is and once per mutant, each as a project of one run. The mistake is made while
 * a file is read, so that nothing is written. Prints one line of JSON per project: its name, what passed, what failed.
 */

/** Fast tests that say what the interpreter does. */
const TESTS = ['lib/interpreter/{advance,turn,last-look,conformance}.test.ts', 'lib/journey/when.test.ts', 'lib/journey/nodes/*.test.ts'];

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
      const failed = tests.filter((test) => test.result().state === 'failed').map((test) => test.fullName);
      const errors = ofProject.flatMap((module) => module.errors().map(({ message }) => message));
      console.log(JSON.stringify({ name, passed: tests.filter((test) => test.result().state === 'passed').length, failed, errors }));
    }
  },
};

const settings = { root, environment: 'node' as const, include: TESTS, isolate: false, pool: 'threads' as const };

export default defineConfig({
  test: {
    reporters: [tellResults],
    projects: [
      { test: { ...settings, name: 'unchanged' } },
      ...mutants.map((mutant) => ({ plugins: [mutating(mutant)], test: { ...settings, name: mutant.name } })),
    ],
  },
});
