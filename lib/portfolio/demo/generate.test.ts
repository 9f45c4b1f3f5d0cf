import { describe, expect, it } from 'vitest';
import { daysBetween, isLocalDate, isZone, localDateOf } from '#lib/base/civil.ts';
import { zoneInForce } from '#lib/base/country-zone.ts';
import { MS_PER_DAY } from '#lib/base/instant.ts';
import { minorDigits } from '#lib/base/money.ts';
import { accountInputSchema } from '#lib/facts/account-input.ts';
import { debtorInputSchema } from '#lib/facts/debtor-input.ts';
import { readEventPayload } from '#lib/facts/event-payload.ts';
import type { EventInput } from '../events.ts';
import { DEMO_COUNTRIES } from './countries.ts';
import { type DemoPlan, generateDemoPortfolio } from './generate.ts';

const CLOCK = Date.parse('2026-10-01T05:00:00Z');
const PLAN: DemoPlan = { seed: 'test', debtors: 1_000, days: 365, clock: CLOCK, zone: 'America/Bogota' };

const { debtors, accounts, events, payWhenTold } = generateDemoPortfolio(PLAN);

function present<T>(values: readonly (T | null | undefined)[]): readonly T[] {
  return values.filter((value): value is T => value !== null && value !== undefined);
}

function shareOf(count: number, of: number): number {
  return count / of;
}

function amountOf({ payload }: EventInput): number {
  return typeof payload === 'object' && payload !== null && 'amount' in payload ? Number(payload.amount) : 0;
}

describe('the demo portfolio', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(generateDemoPortfolio(PLAN)).toEqual({ debtors, accounts, events, payWhenTold });
    expect(generateDemoPortfolio({ ...PLAN, seed: 'other' }).debtors).not.toEqual(debtors);
  });

  it('leaves the debtors it had as they are when more are asked for', () => {
    const fewer = generateDemoPortfolio({ ...PLAN, debtors: 200 });
    expect(fewer.debtors).toEqual(debtors.slice(0, 200));
    expect(fewer.accounts).toEqual(accounts.slice(0, fewer.accounts.length));
  });

  it('has a thousand debtors from the start, and grows in its last months', () => {
    const grown = generateDemoPortfolio({ ...PLAN, debtors: 1_200 });
    expect(grown.debtors.slice(0, 1_000)).toEqual(debtors);
    const known = new Set(debtors.map(({ externalId }) => externalId));
    const dueDays = grown.accounts
      .filter(({ debtorExternalId }) => !known.has(debtorExternalId))
      .map(({ dueDate }) => daysBetween(localDateOf(CLOCK, PLAN.zone), dueDate ?? ''));
    expect(Math.min(...dueDays)).toBeGreaterThan(365 - 150 - 120);
    expect(dueDays.length).toBeGreaterThan(400);
  });

  it('refuses a count that it cannot make', () => {
    expect(() => generateDemoPortfolio({ ...PLAN, debtors: 0 })).toThrow('1 to 50000 debtors, not 0');
    expect(() => generateDemoPortfolio({ ...PLAN, debtors: 50_001 })).toThrow(RangeError);
  });

  it('is taken by the schemas of the portfolio, every event included', () => {
    const refused = [
      ...debtors.map((debtor) => debtorInputSchema.safeParse(debtor)),
      ...accounts.map((account) => accountInputSchema.safeParse(account)),
    ].filter((read) => !read.success);
    expect(refused).toEqual([]);
    expect(events.map(({ type, payload }) => readEventPayload(type, payload)).filter((read) => !read.ok)).toEqual([]);
  });
});

describe('its debtors', () => {
  it('share no address with each other', () => {
    const emails = present(debtors.map(({ email }) => email));
    const phones = present(debtors.map(({ phone }) => phone));
    expect(new Set(emails).size).toBe(emails.length);
    expect(new Set(phones).size).toBe(phones.length);
    expect(new Set(debtors.map(({ externalId }) => externalId)).size).toBe(debtors.length);
    expect(debtors.filter(({ whatsapp, phone }) => whatsapp && whatsapp !== phone)).toEqual([]);
  });

  it('can be reached nowhere outside: reserved domains, made-up numbers of the right length', () => {
    expect(present(debtors.map(({ email }) => email)).filter((email) => !/^[a-z]+\.[a-z]+\d*@[a-z]+\.example$/.test(email))).toEqual([]);
    const shapes = {
      CO: /^\+573\d\d55\d{5}$/,
      MX: /^\+52\d\d555\d{5}$/,
      CL: /^\+569555\d{5}$/,
      PE: /^\+519555\d{5}$/,
      AR: /^\+54911555\d{5}$/,
    };
    for (const [code, shape] of Object.entries(shapes)) {
      const numbers = present(debtors.filter(({ country }) => country === code).map(({ phone }) => phone));
      expect(numbers.length).toBeGreaterThan(50);
      expect(numbers.filter((number) => !shape.test(number))).toEqual([]);
    }
  });

  it('have names, zones that exist, and languages that their country reads', () => {
    expect(debtors.filter(({ name }) => !/^\p{Lu}[\p{L}]+( \p{Lu}[\p{L}]+){1,3}$/u.test(name ?? ''))).toEqual([]);
    expect(new Set(debtors.map(({ name }) => name)).size).toBeGreaterThan(950);
    expect(debtors.filter(({ timezone }) => timezone && !isZone(timezone))).toEqual([]);
    expect(new Set(debtors.map(({ language }) => language))).toEqual(new Set(['es', 'en', 'pt-BR']));
    expect(debtors.filter(({ language, country }) => language === 'pt-BR' && country !== 'AR')).toEqual([]);
  });

  it('mostly agreed to be told, partly prefer a channel that they have, and are rarely out of reach', () => {
    const denied = debtors.filter(({ consent }) => Object.values(consent ?? {}).includes('denied')).length;
    expect(shareOf(denied, debtors.length)).toBeGreaterThan(0.05);
    expect(shareOf(denied, debtors.length)).toBeLessThan(0.2);
    const prefer = debtors.filter(({ preferredChannel }) => preferredChannel);
    expect(shareOf(prefer.length, debtors.length)).toBeGreaterThan(0.15);
    const address = { email: 'email', sms: 'phone', whatsapp: 'whatsapp' } as const;
    const lost = prefer.filter((debtor) => {
      const channel = debtor.preferredChannel;
      return channel !== 'email' && channel !== 'sms' && channel !== 'whatsapp' ? true : !debtor[address[channel]];
    });
    expect(lost).toEqual([]);
    const unreachable = debtors.filter(({ email, phone }) => !email && !phone).length;
    expect(unreachable).toBeGreaterThan(0);
    expect(shareOf(unreachable, debtors.length)).toBeLessThan(0.02);
  });
});

describe('its accounts', () => {
  it('owe amounts that can be paid in their currency', () => {
    const countryOf = new Map(debtors.map(({ externalId, country }) => [externalId, country]));
    for (const { code, currency, step } of Object.values(DEMO_COUNTRIES)) {
      const here = accounts.filter(({ debtorExternalId }) => countryOf.get(debtorExternalId) === code);
      expect(here.length).toBeGreaterThan(80);
      expect(here.filter((account) => account.currency !== currency || (account.balance ?? -1) % step !== 0)).toEqual([]);
      const bills = here.map(({ balance }) => (balance ?? 0) / 10 ** minorDigits(currency)).filter((bill) => bill > 0);
      expect(Math.max(...bills)).toBeGreaterThan(10 * Math.min(...bills));
    }
    expect(new Set(accounts.map(({ externalId }) => externalId)).size).toBe(accounts.length);
  });

  it('fall due from before the clock to weeks after its last day, in days that exist', () => {
    expect(accounts.filter(({ dueDate }) => !isLocalDate(dueDate ?? ''))).toEqual([]);
    const today = localDateOf(CLOCK, PLAN.zone);
    const days = present(accounts.map(({ dueDate }) => dueDate)).map((date) => daysBetween(today, date));
    expect([Math.min(...days) < -90, Math.max(...days) > PLAN.days + 40]).toEqual([true, true]);
    for (let from = -35; from < PLAN.days + 28; from += 7)
      expect(days.filter((day) => day >= from && day < from + 7).length).toBeGreaterThan(60);
  });

  it('stand in every state, and are paid exactly where nothing is owed', () => {
    const states = new Set(accounts.map(({ status }) => status));
    expect(states).toEqual(new Set(['current', 'overdue', 'paid', 'legal', 'cancelled', 'written_off']));
    expect(accounts.filter(({ status, balance }) => (status === 'paid') !== (balance === 0))).toEqual([]);
  });

  it('often share a debtor, and then sometimes a due date, so that one contact speaks for several', () => {
    const groups = [...Map.groupBy(accounts, ({ debtorExternalId }) => debtorExternalId).values()].filter((group) => group.length > 1);
    expect(shareOf(groups.length, debtors.length)).toBeGreaterThan(0.2);
    const together = groups.filter((group) => new Set(group.map(({ dueDate }) => dueDate)).size < group.length);
    expect(shareOf(together.length, groups.length)).toBeGreaterThan(0.1);
    expect(groups.filter((group) => new Set(group.map(({ currency }) => currency)).size > 1)).toEqual([]);
  });
});

describe('its events', () => {
  it('come in order, from a quarter of a year before the clock on, each once', () => {
    expect(events.every((event, i) => i === 0 || (events[i - 1]?.at ?? 0) <= event.at)).toBe(true);
    expect(new Set(events.map(({ externalId }) => externalId)).size).toBe(events.length);
    const days = events.map(({ at }) => (at - CLOCK) / MS_PER_DAY);
    expect([Math.min(...days) > -140, Math.max(...days) < PLAN.days + 110]).toEqual([true, true]);
    expect(events.filter(({ at }) => at < CLOCK).length).toBeGreaterThan(300);
    expect(events.filter(({ at }) => at >= CLOCK).length).toBeGreaterThan(800);
  });

  it('show every habit: on time, late, in part, promises kept and broken, disputes, silence', () => {
    const byAccount = Map.groupBy(events, ({ account }) => account ?? '');
    const dueDates = new Map(accounts.map(({ externalId, dueDate }) => [externalId, dueDate ?? '']));
    const zones = new Map(
      debtors.map((debtor) => [
        debtor.externalId,
        zoneInForce({ timezone: debtor.timezone ?? null, country: debtor.country ?? null }, PLAN.zone),
      ]),
    );
    const habits = { onTime: 0, late: 0, partly: 0, promised: 0, disputed: 0, silent: 0 };
    for (const { externalId, debtorExternalId } of accounts.filter((account) => !payWhenTold.has(account.externalId))) {
      const told = byAccount.get(externalId) ?? [];
      const payments = told.filter(({ type }) => type === 'payment.received');
      const paid = payments.map(({ at }) =>
        daysBetween(dueDates.get(externalId) ?? '', localDateOf(at, zones.get(debtorExternalId) ?? PLAN.zone)),
      );
      if (payments.length === 0) habits.silent++;
      else if (payments.length > 1) habits.partly++;
      else if ((paid[0] ?? 0) <= 0) habits.onTime++;
      else habits.late++;
      if (told.some(({ type }) => type === 'promise.made')) habits.promised++;
      if (told.some(({ type }) => type === 'dispute.opened')) habits.disputed++;
    }
    const shares = Object.fromEntries(Object.entries(habits).map(([habit, count]) => [habit, shareOf(count, accounts.length)]));
    expect(shares.onTime).toBeGreaterThan(0.3);
    expect(shares.late).toBeGreaterThan(0.08);
    expect(shares.silent).toBeGreaterThan(0.04);
    expect(shares.promised).toBeGreaterThan(0.06);
    expect(shareOf(payWhenTold.size, accounts.length)).toBeGreaterThan(0.2);
    expect(events.filter(({ account }) => account && payWhenTold.has(account))).toEqual([]);
    for (const habit of ['partly', 'disputed']) expect(shares[habit]).toBeGreaterThan(0.01);
  });

  it('never pay more than is owed, and call an account paid exactly when nothing is', () => {
    const later = Map.groupBy(
      events.filter(({ at }) => at >= CLOCK),
      ({ account }) => account,
    );
    for (const { externalId, balance } of accounts) {
      const after = later.get(externalId) ?? [];
      const paid = after.filter(({ type }) => type === 'payment.received').reduce((sum, event) => sum + amountOf(event), 0);
      expect(paid).toBeLessThanOrEqual(balance ?? 0);
      const isCalledPaid = after.some((event) => event.externalId?.endsWith('-pagada'));
      expect([externalId, isCalledPaid]).toEqual([externalId, paid > 0 && paid === balance]);
    }
  });
});
