import fc from 'fast-check';
import { beforeAll, it } from 'vitest';
import { describeOnBoth } from '#lib/db/testing.ts';
import { simulateScenario } from '#lib/interpreter/simulate.ts';
import { anyCase } from '#lib/interpreter/testing/any-case.ts';
import { publicHolidays } from './holidays.ts';
import { replayScenario } from './replay.ts';
import { createRunner, type Runner } from './runner.ts';
import { scenarioOf } from './replay-any.db.test.ts';
describeOnBoth('probe', (fresh) => {
  let runner: Runner;
  beforeAll(async () => { runner = createRunner(await fresh()); });
  it('x', async () => {
    const story = fc.sample(anyCase, { seed: 20260322, path: '7', numRuns: 1 })[0]!;
    const scenario = scenarioOf(story, 'p');
    const db = await replayScenario(runner, scenario, 'p');
    const mem = simulateScenario(scenario, await publicHolidays());
    for (const key of ['contacts','notSent','enrollments'] as const) {
      const l = (x: readonly unknown[]) => x.map((r) => JSON.stringify(r));
      const [d, m] = [l(db[key]), l(mem[key])];
      const minus = (a: string[], b: string[]) => { const c = [...b]; return a.filter((x) => { const i = c.indexOf(x); if (i >= 0) c.splice(i, 1); return i < 0; }); };
      console.log(key, d.length, m.length, 'only db', minus(d, m).join('\n'), '\nonly memory', minus(m, d).join('\n'));
    }
    const q = await runner.db.query(`select a.external_id, e.run, e.node, e.outcome, e.entered_at, e.ended_at from enrollment e join account a on a.id=e.account_id where a.external_id in ('d1a9','d0a8') order by 1,2`, []);
    console.log(q.map((r)=>JSON.stringify(r)).join('\n'));
    console.log(JSON.stringify(scenario.accounts.map(a=>({...a,openedAt:a.openedAt&&new Date(a.openedAt)}))), JSON.stringify(scenario.debtors));
    void db; void mem;
  }, 100000);
});
