import { describe, expect, it } from 'vitest';
import { bogota } from '#lib/journey/testing.ts';
import type { AskedContact } from '#lib/policy/verdict.ts';
import { type ChosenPolicy, policyInForce } from './policy-in-force.ts';

/** A Tuesday morning that is no holiday. */
const AT = bogota('2026-03-10 09:00');

function asked(more: Partial<AskedContact> = {}, consent: AskedContact['person']['consent'] = {}): AskedContact {
  return {
    channel: 'sms',
    at: AT,
    person: {
      country: 'CO',
      subdivision: null,
      zone: 'America/Bogota',
      consent,
      hoursOverride: null,
      ceaseRequest: null,
      attorneyRepresented: null,
      callConsentAt: null,
    },
    history: [],
    accounts: [],
    debts: ['a1'],
    daysPastDue: 5,
    promiseDate: null,
    ...more,
  };
}

async function judge(chosen: Partial<ChosenPolicy>, contact = asked()) {
  const { policy } = await policyInForce({ policyCode: 'CO', topicDays: 3, ...chosen }, []);
  return policy.judge(contact);
}

describe('the policy in force', () => {
  it('is the country’s with the workspace’s own rules beside it', async () => {
    expect(await judge({})).toEqual({ kind: 'allow' });
    expect(await judge({ ownPolicy: { tighten: [{ rule: 'CO-DAY', max: 0 }] } })).toEqual({ kind: 'deny', rule: 'CO-DAY' });
  });

  it('counts the workspace’s own holidays, and not those that it took away', async () => {
    const closed = { holidays: { add: ['2026-03-10'] } };
    expect(await judge({ ownPolicy: closed })).toEqual({ kind: 'defer', until: bogota('2026-03-11 07:00'), rule: 'CO-HOURS' });
    const inside = asked({ at: bogota('2026-03-23 09:00') });
    expect(await judge({}, inside)).toMatchObject({ kind: 'defer', rule: 'CO-HOURS' });
    expect(await judge({ ownPolicy: { holidays: { remove: ['2026-03-23'] } } }, inside)).toEqual({ kind: 'allow' });
  });

  it('is the house rules alone where no country was chosen, wherever the debtor lives', async () => {
    const night = asked({ at: bogota('2026-03-08 23:00') });
    expect(await judge({ policyCode: null }, night)).toEqual({ kind: 'allow' });
    const house = { rules: { caps: [{ id: 'HOUSE-1', channels: ['sms'], per: 'day', max: 0 }] } };
    expect(await judge({ policyCode: null, ownPolicy: house }, night)).toEqual({ kind: 'deny', rule: 'HOUSE-1' });
  });

  it('is none where what is stored cannot be read: nothing is sent under it', async () => {
    await expect(judge({ ownPolicy: { tighten: 'all' } })).rejects.toThrow('cannot be read: $.tighten');
    await expect(judge({ policyCode: 'XX' })).rejects.toThrow('no contact policy XX');
  });

  it('takes what a person said of their telephone for whoever rings', async () => {
    const call = { channel: 'call' };
    expect(await judge({}, asked(call, { voice: 'granted' }))).toEqual({ kind: 'allow' });
    expect(await judge({}, asked(call, { sms: 'granted' }))).toEqual({ kind: 'deny', rule: 'CO-CONSENT' });
    expect(await judge({}, asked(call, { voice: 'denied' }))).toMatchObject({ kind: 'deny' });
  });
});
