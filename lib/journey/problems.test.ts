import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyPredicate } from '#lib/facts/testing-any.ts';
import type { OpenHours } from '#lib/policy/open-hours.ts';
import { thorough } from '#lib/testing/thorough.ts';
import { type JourneyDocument, readJourney } from './document.ts';
import { findProblems, NOTHING_KNOWN, type ProblemContext } from './problems.ts';

const all = { combinator: 'and', rules: [] };
const rule = (field: string, operator: string, value: unknown) => ({ combinator: 'and', rules: [{ field, operator, value }] });
const position = { x: 0, y: 0 };
const node = (id: string, type: string, config: object, more: object = {}) => ({ id, type, position, config, ...more });
const entry = (where: object = all, id = 'in') => node(id, 'entry', { trigger: { kind: 'segment', where } });
const exit = (id = 'x') => node(id, 'exit', { outcome: 'done' });
const due = (days: number, at = '09:00') => ({ kind: 'due', days, at });
const message = (id: string, when: object = { kind: 'now' }, more: object = {}, frame: object = {}) =>
  node(id, 'message', { when, channel: { mode: 'fixed', channel: 'email' }, template: 'reminder', ...more }, frame);
const wait = (id: string, until: object) => node(id, 'wait', { until });
const split = (id: string, where: object, ...branches: string[]) =>
  node(id, 'split', { branches: branches.map((branch) => ({ id: branch, label: branch, where })) });
const task = (id: string, more: object = {}) =>
  node(id, 'task', { when: { kind: 'now' }, kind: 'call', queue: 'q', expiresAfterDays: 3, ...more });

/** `a.sent > b` as an edge; ids e1, e2, … in order. */
function edges(...ways: string[]) {
  return ways.map((way, i) => {
    const [from = '', target = ''] = way.split(' > ');
    const [source = '', sourceHandle = 'next'] = from.split('.');
    return { id: `e${i + 1}`, source, sourceHandle, target };
  });
}

const STAGES = [
  { id: 'pre', name: 'Before', fromDay: -10, toDay: -1 },
  { id: 'early', name: 'Early', fromDay: 1, toDay: 30 },
  { id: 'off', name: 'Welcome', fromDay: null, toDay: null },
];

function journey(nodes: object[], ways: object[], more: object = {}): JourneyDocument {
  const read = readJourney({ format: 'cadenza.journey/1', key: 'k', name: 'n', stages: STAGES, nodes, edges: ways, ...more });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
}

/** Findings as `code reason node-or-edge`. */
function found(document: JourneyDocument, context: ProblemContext = NOTHING_KNOWN): string[] {
  return findProblems(document, context).map((one) => [one.code, one.reason, one.node ?? one.edge].filter(Boolean).join(' '));
}

const through = (...middle: ReturnType<typeof node>[]) => [entry(), ...middle, exit()];

describe('a journey with nothing wrong', () => {
  it('has no findings', () => {
    expect(found(journey(through(message('m', due(-1))), edges('in > m', 'm.sent > x')))).toEqual([]);
    expect(found(journey(through(task('t', { priority: 'account.balance' })), edges('in > t', 't.done > x', 't.expired > x')))).toEqual([]);
  });
});

describe('ids', () => {
  it('that two nodes, edges or stages share are named once for each repetition, and nothing else is', () => {
    const nodes = through(message('m'), message('m'));
    expect(found(journey(nodes, edges('in > m', 'm.sent > x')))).toEqual(['duplicate-id node m']);
    const [first, second] = edges('in > m', 'm.sent > x');
    expect(found(journey(through(message('m')), [first ?? {}, { ...second, id: 'e1' }]))).toEqual(['duplicate-id edge e1']);
    const [stage] = STAGES;
    expect(found(journey(through(), edges('in > x'), { stages: [...STAGES, stage] }))).toEqual(['duplicate-id stage']);
  });

  it('of two branches, or of an event and the timeout, may not be the same', () => {
    const branches = journey(through(split('s', all, 'a', 'a')), edges('in > s', 's.a > x', 's.else > x'));
    expect(found(branches)).toEqual(['duplicate-id handle s']);
    const events = node('w', 'waitEvent', { events: ['timeout'], timeout: { amount: 1, unit: 'days' } });
    expect(found(journey(through(events), edges('in > w', 'w.timeout > x')))).toEqual(['duplicate-id handle w']);
  });

  it('of handles lead one way: a second edge at one is named', () => {
    expect(found(journey(through(message('m')), edges('in > m', 'm.sent > x', 'm.sent > m')))).toContain('duplicate-id way e3');
  });
});

describe('edges', () => {
  it('that hang in the air are named at the end that does', () => {
    const document = journey(through(message('m')), edges('in > m', 'm.sent > x', 'm.notSent > ghost', 'ghost.next > x'));
    expect(found(document)).toEqual(['edge-to-missing-node target e3', 'edge-to-missing-node source e4']);
  });

  it('by a handle that the node lacks are named, and what they lead to is not also unreachable', () => {
    expect(found(journey(through(message('m')), edges('in > m', 'm.send > x')))).toEqual([
      'unknown-handle handle e2',
      'unwired-handle handle m',
    ]);
    expect(found(journey(through(), edges('in > x', 'x.next > in')))).toEqual(['unknown-handle none e2']);
  });

  it('are missed at handles that must lead somewhere, not at optional ones or exits', () => {
    expect(found(journey(through(task('t')), edges('in > t', 't.done > x')))).toEqual(['unwired-handle handle t']);
    expect(found(journey(through(split('s', all, 'a', 'b')), edges('in > s', 's.a > x')))).toEqual([
      'unwired-handle handle s',
      'unwired-handle handle s',
    ]);
  });
});

describe('ways in and out', () => {
  it('need an entry; without one nothing is called unreachable', () => {
    expect(found(journey([message('m'), exit()], edges('m.sent > x')))).toEqual(['no-entry entry']);
  });

  it('leave out nodes that no entry leads to, loops of their own included', () => {
    const nodes = through(message('m'), wait('w', { kind: 'after', amount: 1, unit: 'days' }), message('l'));
    expect(found(journey(nodes, edges('in > m', 'm.sent > x', 'w > l', 'l.sent > w')))).toEqual([
      'unreachable node w',
      'unreachable node l',
    ]);
  });

  it('count from every entry', () => {
    expect(found(journey([entry(), entry(all, 'in2'), message('m'), exit()], edges('in > x', 'in2 > m', 'm.sent > x')))).toEqual([]);
  });

  it('want an exit', () => {
    expect(found(journey([entry(), message('m')], edges('in > m')))).toEqual(['unwired-handle handle m', 'no-exit exit']);
  });
});

describe('loops', () => {
  const firstHandle: Record<string, string> = { message: 'sent', split: 'a', task: 'done' };
  const loop = (...middle: ReturnType<typeof node>[]) => {
    const ways = middle.map((one, i) => `${one.id}.${firstHandle[one.type] ?? 'next'} > ${middle[(i + 1) % middle.length]?.id}`);
    return found(journey(through(...middle), edges(`in > ${middle[0]?.id}`, ...ways))).filter((one) => one.startsWith('zero'));
  };
  const later = (amount: number, unit = 'days') => ({ kind: 'after', amount, unit });

  it('in which no time passes are named once, at the first node in document order', () => {
    expect(loop(split('s', all, 'a'), message('m'))).toEqual(['zero-time-cycle cycle s']);
    const nodes = through(message('b'), split('s', all, 'a', 'c'));
    expect(found(journey(nodes, edges('in > s', 's.a > b', 'b.sent > s', 's.c > s', 's.else > x')))).toEqual(['zero-time-cycle cycle b']);
  });

  it('of one node with itself count, and two loops apart are two', () => {
    const nodes = through(split('s', all, 'a'), split('t', all, 'a'));
    expect(found(journey(nodes, edges('in > s', 's.a > s', 's.else > t', 't.a > t', 't.else > x')))).toEqual([
      'zero-time-cycle cycle s',
      'zero-time-cycle cycle t',
    ]);
  });

  it.each([
    ['a wait of a positive length', wait('w', later(1, 'hours')), true],
    ['a wait of no length', wait('w', later(0)), false],
    ['a wait for a day by the due date', wait('w', due(5)), false],
    ['a message after some days', message('w', later(2, 'businessDays')), true],
    ['a message by the due date', message('w', due(5)), false],
    ['a task', task('w'), true],
  ])('with %s: is time taken? %s', (_, step, takesTime) => {
    expect(loop(split('s', all, 'a'), step)).toEqual(takesTime ? [] : ['zero-time-cycle cycle s']);
  });

  it('with a wait for an event take time', () => {
    const nodes = through(node('w', 'waitEvent', { events: ['payment.received'], timeout: { amount: 1, unit: 'days' } }));
    const ways = [...edges('in > w', 'w.timeout > x'), { id: 'again', source: 'w', sourceHandle: 'payment.received', target: 'w' }];
    expect(found(journey(nodes, ways))).toEqual([]);
  });

  it('through a handle that does not exist are no loops', () => {
    expect(found(journey(through(message('m')), edges('in > m', 'm.sent > x', 'm.again > m')))).toEqual(['unknown-handle handle e3']);
  });
});

describe('predicates and fields', () => {
  it('are judged in entries, splits, exits and the pause, with the path of what is wrong', () => {
    const document = journey(through(split('s', rule('account.balance', 'contains', 1), 'a')), edges('in > s', 's.a > x', 's.else > x'), {
      exitWhen: [{ outcome: 'o', where: rule('account.nothing', '=', 1) }],
      suspendWhen: rule('account.status', '=', 'asleep'),
    });
    expect(findProblems(document, NOTHING_KNOWN).map((one) => [one.code, one.reason, one.node, one.path])).toEqual([
      ['unknown-field', 'field', undefined, '$.exitWhen[0].where.rules[0].field'],
      ['bad-predicate', 'choice', undefined, '$.suspendWhen.rules[0].value'],
      ['bad-predicate', 'operator', 's', '$.nodes[1].config.branches[0].where.rules[0].operator'],
    ]);
  });

  it('never call an attribute unknown, in a predicate, a priority or an attachment', () => {
    const nodes = [
      entry(rule('account.attributes.x', '=', 1)),
      task('t', { priority: 'debtor.attributes.rank' }),
      message('m', { kind: 'now' }, { attachments: ['account.attributes.invoice', 'account.invoice'] }),
      exit(),
    ];
    expect(found(journey(nodes, edges('in > t', 't.done > m', 't.expired > m', 'm.sent > x')))).toEqual(['unknown-field field m']);
    expect(found(journey(through(task('t', { priority: 'balance' })), edges('in > t', 't.done > x', 't.expired > x')))).toEqual([
      'unknown-field field t',
    ]);
  });
});

describe('a key', () => {
  const arm = { id: 'a', label: '' };
  const learning = { context: [], reward: { event: 'payment.received', withinDays: 7 }, explore: 0.1 };
  it.each([
    ['bestAction', { ...learning, arms: [arm] }],
    ['experiment', { unit: 'debtor', arms: [{ ...arm, weight: 1 }] }],
  ])('is not left empty by a step of type %s', (type, config) => {
    const drawing = (key: string) => journey(through(node('k', type, { ...config, key })), edges('in > k', 'k.a > x'));
    expect([found(drawing('own')), found(drawing(' '))]).toEqual([[], ['bad-weights key k']]);
    expect(findProblems(drawing(''), NOTHING_KNOWN).map(({ path }) => path)).toEqual(['$.nodes[1].config.key']);
  });
});

describe('times', () => {
  it.each([
    ['a time of day that is none', message('m', due(-1, '9:00')), 'at'],
    ['half a day', message('m', due(-1.5)), 'days'],
    ['a negative length', message('m', { kind: 'after', amount: -1, unit: 'days' }), 'amount'],
    ['negative grace', message('m', due(-1), { graceDays: -1 }), 'days'],
  ])('%s is named', (_, step, reason) => {
    expect(found(journey(through(step), edges('in > m', 'm.sent > x')))).toContain(`bad-time ${reason} m`);
  });

  it('of a stage begin before they end', () => {
    const stages = [{ id: 'a', name: 'A', fromDay: 3, toDay: 1 }];
    expect(found(journey(through(), edges('in > x'), { stages }))).toEqual(['bad-time stage']);
  });

  it('by the due date lie in the stage of the step, where the stage lies on the axis', () => {
    const inStage = (stage: string, days: number) =>
      found(journey(through(message('m', due(days), {}, { stage })), edges('in > m', 'm.sent > x')));
    expect([inStage('pre', -1), inStage('pre', -10), inStage('off', 500)]).toEqual([[], [], []]);
    expect([inStage('pre', 0), inStage('early', 31), inStage('nowhere', 1)]).toEqual([
      ['outside-stage day m'],
      ['outside-stage day m'],
      ['outside-stage stage m'],
    ]);
  });
});

describe('time runs backwards', () => {
  const chain = (...steps: ReturnType<typeof node>[]) =>
    found(
      journey(
        through(...steps),
        edges(
          `in > ${steps[0]?.id}`,
          ...steps.map((step, i) => `${step.id}${step.type === 'wait' ? '.next' : '.sent'} > ${steps[i + 1]?.id ?? 'x'}`),
        ),
      ),
    );

  it('where every way in is later than the step, however it is reached', () => {
    expect(chain(message('a', due(3)), message('b', due(-5)))).toEqual(['time-runs-backwards step b']);
    expect(chain(message('a', due(3)), message('b', due(3)))).toEqual([]);
    expect(chain(wait('a', due(3)), message('b', due(2)))).toEqual(['time-runs-backwards step b']);
    expect(chain(message('a', due(0)), wait('w', { kind: 'after', amount: 4, unit: 'days' }), message('b', due(3)))).toEqual([
      'time-runs-backwards step b',
    ]);
    expect(chain(message('a', due(0)), wait('w', { kind: 'after', amount: 24, unit: 'hours' }), message('b', due(0)))).toEqual([]);
  });

  it('not where one way in is early enough', () => {
    const nodes = through(split('s', all, 'a'), message('late', due(5)), message('b', due(1)));
    expect(found(journey(nodes, edges('in > s', 's.a > late', 's.else > b', 'late.sent > b', 'b.sent > x')))).toEqual([]);
  });

  it('where a late step before it acted late, whatever its own day', () => {
    const steps = [message('a', due(5)), message('b', due(2), { ifMissed: 'act' }), message('c', due(4))];
    expect(chain(...steps)).toEqual(['time-runs-backwards step c']);
  });

  it.each([
    ['a', 'else'],
    ['else', 'a'],
  ])('not where the earliest of several ways is in time, drawn by %s or by %s', (early, late) => {
    const nodes = through(split('s', all, 'a'), message('late', due(5)), message('soon', due(0)), message('b', due(1)));
    const ways = edges(`in > s`, `s.${early} > soon`, `s.${late} > late`, 'soon.sent > b', 'late.sent > b', 'b.sent > x');
    expect(found(journey(nodes, ways))).toEqual([]);
    expect(
      found(
        journey(
          nodes,
          ways.toSorted((one, other) => (one.source < other.source ? -1 : 1)),
        ),
      ),
    ).toEqual([]);
  });

  it('not where the step acts late, has days of grace, or only waits', () => {
    expect(chain(message('a', due(3)), message('b', due(1), { ifMissed: 'act' }))).toEqual([]);
    expect(chain(message('a', due(3)), message('b', due(1), { graceDays: 2 }))).toEqual([]);
    expect(chain(message('a', due(3)), message('b', due(1), { graceDays: 1 }))).toEqual(['time-runs-backwards step b']);
    expect(chain(message('a', due(3)), wait('b', due(1)))).toEqual([]);
  });

  it('where accounts only come in later', () => {
    const nodes = [entry(rule('account.daysPastDue', '>', 3)), message('m', due(3)), exit()];
    expect(found(journey(nodes, edges('in > m', 'm.sent > x')))).toEqual(['time-runs-backwards step m']);
    const either = { combinator: 'or', rules: [{ field: 'account.daysPastDue', operator: '>', value: 3 }, all] };
    expect(found(journey([entry(either), message('m', due(3)), exit()], edges('in > m', 'm.sent > x')))).toEqual([]);
  });

  it('in loops too, without end', () => {
    const nodes = through(message('a', due(1)), wait('w', { kind: 'after', amount: 1, unit: 'days' }));
    expect(found(journey(nodes, edges('in > a', 'a.sent > w', 'w > a', 'a.notSent > x')))).toEqual([]);
  });
});

describe('what the workspace has', () => {
  const document = journey(
    through(message('m', { kind: 'now' }, { channel: { mode: 'first', of: ['email', 'sms'] } })),
    edges('in > m', 'm.sent > x'),
  );
  const texts = (...written: [string, 'email' | 'sms', string][]) =>
    new Map(
      Map.groupBy(written, ([key]) => key)
        .entries()
        .map(([key, rows]) => [key, rows.map(([, channel, language]) => ({ channel, language }))]),
    );

  it('decides whether a template exists, for the channels and languages it is needed in', () => {
    const given = (templates: ReturnType<typeof texts>, languages = ['es']) => found(document, { ...NOTHING_KNOWN, templates, languages });
    expect(given(texts())).toEqual(['unknown-template template m']);
    expect(given(texts(['reminder', 'email', 'es']))).toEqual(['unknown-template channel m']);
    expect(given(texts(['reminder', 'email', 'es'], ['reminder', 'sms', 'es']))).toEqual([]);
    expect(given(texts(['reminder', 'email', 'es'], ['reminder', 'sms', 'es']), ['es', 'pt'])).toEqual([
      'missing-language language m',
      'missing-language language m',
    ]);
  });

  it('decides whether the words say what the policy asks for and do nothing that it forbids', () => {
    const content = {
      disclosures: [
        { id: 'CO-DISC', article: 'Ley 1', when: 'every' as const, items: ['creditor', 'opt-out'] as const },
        { id: 'MX-DISC', article: null, when: 'first' as const, items: ['settlement'] as const },
      ],
      forbidden: [{ id: 'CO-REASON', article: 'Ley 2', flags: ['threat'] }],
    };
    const given = (extra: object) =>
      findProblems(document, {
        ...NOTHING_KNOWN,
        templates: new Map([['reminder', (['email', 'sms'] as const).map((channel) => ({ channel, language: 'es', ...extra }))]]),
        openHours: [{ country: 'CO', hours: {}, content }],
      }).flatMap(({ code, reason, node, params }) =>
        reason === 'content' || reason === 'disclosure'
          ? [[code, reason, node, params.channel, params.items ?? params.flags, params.rule].join(' ')]
          : [],
      );
    expect(given({ says: ['creditor', 'opt-out', 'settlement'] })).toEqual([]);
    expect(given({ says: ['no-collection'] })).toEqual([]);
    const channels = [...new Set(given({ says: ['creditor', 'settlement'] }))];
    expect(channels.every((line) => / (email|sms) opt-out Ley 1$/.test(line))).toBe(true);
    expect(given({ says: ['creditor', 'opt-out'] })[0]).toMatch(/^never-allowed disclosure m (email|sms) settlement MX-DISC$/);
    expect(given({ says: ['no-collection'], flags: ['threat'] })[0]).toMatch(/^never-allowed content m (email|sms) threat Ley 2$/);
  });

  it('decides whether a channel is set up and a segment empty', () => {
    expect(found(document, { ...NOTHING_KNOWN, channels: new Set(['email']) })).toEqual(['channel-not-set-up channel m']);
    const night = { country: 'CO', hours: { email: [['22:00', '23:00'] as const] } };
    expect(found(document, { ...NOTHING_KNOWN, openHours: [night, { country: 'MX', hours: { email: [] } }] })).toContain(
      'never-allowed channel m',
    );
    expect(found(document, { ...NOTHING_KNOWN, segmentSizes: new Map([['in', 0]]) })).toEqual(['empty-segment segment in']);
  });

  it('names a task of a kind that the country forbids altogether, whatever the hour', () => {
    const visiting = journey(
      [entry(), { ...task('t'), config: { ...task('t').config, kind: 'visit' } }, exit()],
      edges('in > t', 't.done > x', 't.expired > x'),
    );
    const under = (hours: OpenHours) =>
      found(visiting, { ...NOTHING_KNOWN, openHours: [{ country: 'CO', hours }] }).filter((one) => one.startsWith('never'));
    expect(under({ visit: [] })).toEqual(['never-allowed task t']);
    expect(under({ visit: [['08:00', '09:00']], call: [] })).toEqual([]);
  });

  it('names a subdivision with hours of its own, unless its country forbids the same', () => {
    const morning: OpenHours = { email: [['08:00', '20:00']] };
    const late = { country: 'BR', subdivision: 'SP', hours: { email: [['10:00', '12:00']] } satisfies OpenHours };
    const places = (hours: OpenHours) =>
      findProblems(journey(through(message('m', due(-1))), edges('in > m', 'm.sent > x')), {
        ...NOTHING_KNOWN,
        openHours: [{ country: 'BR', hours }, late],
      }).map(({ params }) => [params.country, params.subdivision, params.time].join(' '));
    expect(places(morning)).toEqual(['BR SP 09:00']);
    expect(places({ email: [['10:00', '20:00']] })).toEqual(['BR  09:00']);
  });

  it('is not asked where a document stands alone, but a template must be named', () => {
    expect(found(journey(through(message('m', { kind: 'now' }, { template: '' })), edges('in > m', 'm.sent > x')))).toEqual([
      'unknown-template none m',
    ]);
  });
});

describe('any document that can be read', { timeout: 60_000 }, () => {
  const ids = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'ghost');
  const anyNode = fc.tuple(ids, anyPredicate, fc.constantFrom(-1, 0, 1.5, 3), fc.nat(6)).map(([id, where, number, kind]) => {
    const made = [
      entry(where, id),
      exit(id),
      message(id, due(number, '9')),
      message(id, { kind: 'after', amount: number, unit: 'hours' }),
      wait(id, due(number)),
      split(id, where, 'a', 'else'),
      task(id),
    ];
    return made[kind] ?? exit(id);
  });
  const anyEdge = fc.record({
    id: ids,
    source: ids,
    sourceHandle: fc.constantFrom('next', 'sent', 'notSent', 'a', 'else', 'done', 'no'),
    target: ids,
  });

  it('is judged without throwing, errors before warnings, the same twice', () => {
    fc.assert(
      fc.property(fc.array(anyNode, { maxLength: 8 }), fc.array(anyEdge, { maxLength: 12 }), (nodes, ways) => {
        const document = journey(nodes, ways);
        const findings = findProblems(document, NOTHING_KNOWN);
        const firstWarning = findings.findIndex((one) => one.severity === 'warning');
        expect(findings.slice(firstWarning < 0 ? findings.length : firstWarning).every((one) => one.severity === 'warning')).toBe(true);
        expect(findProblems(document, NOTHING_KNOWN)).toEqual(findings);
      }),
      thorough,
    );
  });

  it('is judged at its largest without running out of stack', () => {
    const nodes = through(...Array.from({ length: 1_998 }, (_, i) => split(`s${i}`, all, 'a')));
    const ways = edges('in > s0', ...Array.from({ length: 1_997 }, (_, i) => `s${i}.a > s${i + 1}`), 's1997.a > s0');
    const cycles = findProblems(journey(nodes, ways), NOTHING_KNOWN).filter((one) => one.code === 'zero-time-cycle');
    expect(cycles).toMatchObject([{ node: 's0', params: { nodes: 's0, s1, s2, s3, s4, …' } }]);
  });
});
