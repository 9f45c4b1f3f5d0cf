// `npm run mutants`: every deliberate mistake with the tests that notice it, sentences and random stories, as the table of docs/evidence/mutants.md.
import { execFileSync } from 'node:child_process';
import { root } from '../root.ts';
import { isOfPolicy, mutants } from './mutants.ts';
import { type Outcome, runMutants } from './run-mutants.ts';

const bySentences = await runMutants('sentences');
const byStories = await runMutants('stories');
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
console.log(`${new Date().toISOString().slice(0, 10)}, at ${commit}\n`);
console.log('| mutant | of | what it breaks | sentences that fail | law that breaks |\n|---|---|---|---|---|');
for (const mutant of mutants) {
  const [told, found] = [bySentences.get(mutant.name), byStories.get(mutant.name)];
  console.log(
    `| ${mutant.name} | ${isOfPolicy(mutant) ? 'policy' : 'interpreter'} | ${mutant.breaks} | ${told?.failed.length ?? '–'} | ${lawsOf(found)} |`,
  );
}
const survivors = mutants.filter(({ name }) => (bySentences.get(name)?.failed.length ?? 0) === 0);
const sound = [bySentences, byStories].every((outcomes) => outcomes.get('unchanged')?.failed.length === 0);
const found = mutants.filter(({ name }) => (byStories.get(name)?.failed.length ?? 0) > 0).length;
console.log(
  `\n${mutants.length - survivors.length} of ${mutants.length} are killed by sentences, ${found} by random stories and questions alone.`,
);
for (const [by, outcomes] of [
  ['sentences', bySentences],
  ['stories', byStories],
] as const)
  for (const { name, errors, failed } of outcomes.values()) {
    if (errors.length > 0) console.error(`${by}, ${name}: ${errors.join('; ')}`);
    if (name === 'unchanged' && failed.length > 0) console.error(`${by}, unchanged: ${failed.join('; ')}`);
  }
process.exitCode = survivors.length === 0 && sound ? 0 : 1;

/** The laws that broke: all others of a story are only not shown. */
function lawsOf(outcome: Outcome | undefined): string {
  const names = outcome?.broken ?? [];
  return names.length === 0 ? '–' : names.join('; ');
}
