import { describe, expect, it } from 'vitest';
import { readJourney } from '#lib/journey/document.ts';
import { findProblems, NOTHING_KNOWN } from '#lib/journey/problems.ts';
import { all, documentOf, enterByEvent, enterBySegment, exit, later, logsOf, play, split, update, wait } from './testing/story.ts';

const gold = all(['account.attributes.tier', '=', 'gold']);

function findingsOf(set: Readonly<Record<string, unknown>>) {
  const nodes = [enterBySegment(), update('u', set), exit('out')];
  const read = readJourney(documentOf({ nodes, ways: ['in > u', 'u > out'] }));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return findProblems(read.value, NOTHING_KNOWN).map(({ code, reason, path }) => `${code} ${reason} ${path}`);
}

describe('an update', () => {
  it('is seen by the very next step', () => {
    const story = {
      nodes: [enterBySegment(), update('u', { 'account.attributes.tier': 'gold' }), split('s', { gold }), exit('won'), exit('lost')],
      ways: ['in > u', 'u > s', 's.gold > won', 's > lost'],
    };
    expect(play(story).runs).toEqual(['a1 won']);
  });

  it('keeps numbers, texts and lists apart', () => {
    const branches = {
      number: all(['account.attributes.n', '>', 2]),
      list: all(['account.tags', 'contains', 'vip']),
      segment: all(['account.segment', '=', 'late']),
    };
    const ways = ['in > u', 'u > s', 's.number > number', 's.list > list', 's.segment > segment', 's > none'];
    const endOf = (set: Readonly<Record<string, unknown>>) =>
      play({
        nodes: [enterBySegment(), update('u', set), split('s', branches), exit('number'), exit('list'), exit('segment'), exit('none')],
        ways,
      }).runs;
    expect(endOf({ 'account.attributes.n': 3 })).toEqual(['a1 number']);
    expect(endOf({ 'account.attributes.n': 'three' })).toEqual(['a1 none']);
    expect(endOf({ 'account.tags': ['vip'] })).toEqual(['a1 list']);
    expect(endOf({ 'account.segment': 'late' })).toEqual(['a1 segment']);
  });

  it('about the debtor is seen by the other accounts of the same instant, and later', () => {
    const kind = all(['debtor.attributes.mood', '=', 'kind']);
    const story = {
      nodes: [
        enterBySegment(),
        split('s', { first: all(['account.id', '=', 'a1']), kind }),
        update('u', { 'debtor.attributes.mood': 'kind' }),
        wait('w', later(2, 'days')),
        split('again', { kind }),
        exit('kind'),
        exit('unkind'),
      ],
      ways: ['in > s', 's.first > u', 's.kind > kind', 's > unkind', 'u > w', 'w > again', 'again.kind > kind', 'again > unkind'],
      accounts: [{ id: 'a1' }, { id: 'a2' }],
    };
    expect(play(story).runs).toEqual(['a1 kind', 'a2 kind']);
  });

  it('survives a late event that folds the account anew', () => {
    const story = {
      nodes: [enterByEvent('in', 'custom.a'), update('u', { 'account.attributes.tier': 'gold', 'debtor.attributes.mood': 1 }), exit('out')],
      ways: ['in > u', 'u > out'],
      events: [
        ['2026-03-05 10:00', 'custom.a', 'a1'],
        ['2026-03-06 10:00', 'payment.received', 'a1', { amount: 100 }],
        ['2026-03-02 10:00', 'due.changed', 'a1', { dueDate: '2026-04-01' }],
      ] as const,
    };
    const [log] = logsOf(story);
    expect(log?.world.accounts[0]?.state).toMatchObject({ attributes: { tier: 'gold' }, dueDate: '2026-04-01', paidTotal: 100 });
    expect(log?.world.debtor.state.attributes).toEqual({ mood: 1 });
  });

  it('writes attributes, tags and the segment, and is told so where it is to write anything else', () => {
    expect(findingsOf({ 'account.attributes.a': 1, 'debtor.attributes.b': null, 'account.tags': ['x'], 'account.segment': null })).toEqual(
      [],
    );
    const at = '$.nodes[1].config.set[0]';
    for (const field of ['account.balance', 'account.status', 'debtor.email', 'account.attributes.', 'enrollment.visits', 'nothing']) {
      expect(findingsOf({ [field]: 1 })).toEqual([`unknown-field unwritable ${at}.field`]);
    }
    expect(findingsOf({ 'account.tags': 'x' })).toEqual([`unknown-field kind ${at}.value`]);
    expect(findingsOf({ 'account.segment': 3 })).toEqual([`unknown-field kind ${at}.value`]);
    expect(findingsOf({ 'account.attributes.a': 'broken \u0000' })).toEqual([`unknown-field kind ${at}.value`]);
  });

  it('takes no time: a loop of it alone is found', () => {
    const nodes = [enterBySegment(), update('u', { 'account.segment': 'x' }), update('v', { 'account.segment': 'y' }), exit('out')];
    const read = readJourney(documentOf({ nodes, ways: ['in > u', 'u > v', 'v > u'] }));
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    expect(findProblems(read.value, NOTHING_KNOWN).map(({ code }) => code)).toContain('zero-time-cycle');
  });
});
