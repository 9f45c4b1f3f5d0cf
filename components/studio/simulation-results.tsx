'use client';

import { useLocale, useTranslations } from 'next-intl';
import { type ReactNode, useCallback } from 'react';
import { useRuleName } from '#components/contact/rule-words.ts';
import { useChannelName } from '#components/contact/words.ts';
import { DataTable } from '#components/ui/data-table.tsx';
import type { SimulatedVersion, SimulationJob, SimulationResult } from '#lib/api/simulations.ts';
import { signedAmount } from '#lib/base/currency-sign.ts';
import type { SimulationReport } from '#lib/simulation/report.ts';
import { civilDate } from '#messages/civil-date.ts';
import { ContactsChart, MoneyChart } from './simulation-chart.tsx';
import { useStepWords } from './step-words.ts';
import { useStudio } from './studio-context.tsx';

interface SimulationResultsProps {
  readonly job: SimulationJob;
  readonly result: SimulationResult;
}

/** One figure of a run, by what it is called; the same of the other run stands beside it. */
interface Line {
  readonly key: string;
  readonly label: string;
  readonly of: (report: SimulationReport) => number | null;
  readonly say?: (value: number) => string;
}

/** What a simulation came to: its figures, its days, and what came of steps; held against another version where one was asked for. */
export function SimulationResults({ job, result }: SimulationResultsProps) {
  const t = useTranslations('simulation');
  const locale = `${useLocale()}-${result.country}`;
  const dates = useTranslations('date');
  const channelName = useChannelName();
  const { run, against, days, debtors, inAll } = result;
  const nameOf = (version: SimulatedVersion) => (version === 'draft' ? t('draft') : t('oldVersion', { number: version }));
  const [name, otherName] = [nameOf(run.version), against ? nameOf(against.version) : null];
  const count = (value: number) => value.toLocaleString(locale, { useGrouping: 'always' });
  const currencies = currenciesIn(result);
  const [currency = result.currency] = currencies;
  const table = (title: string, lines: readonly Line[]): ReactNode => (
    <FigureTable title={title} lines={lines} result={result} name={name} otherName={otherName} />
  );
  const lines = useLines(result, currencies);
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <p className="font-semibold text-2xl tabular-nums">{count(run.report.total.contacts)}</p>
        <p className="text-ink-2 text-sm">
          {t('headline', {
            contacts: run.report.total.contacts,
            accounts: run.report.accounts,
            from: civilDate(dates, days.from, 'day'),
            to: civilDate(dates, days.to, 'day'),
            name,
          })}
          {debtors < inAll ? ` ${t('sampled', { debtors, inAll })}` : null}
        </p>
        {job.order.kind === 'simulation' && run.report.underWay !== undefined ? (
          <p className="w-full text-ink-2 text-sm">{t('begins', { accounts: run.report.underWay })}</p>
        ) : null}
      </div>
      <div className="grid gap-5 md:grid-cols-2">
        <ContactsChart result={result} channelName={channelName} />
        <MoneyChart result={result} currency={currency} name={name} otherName={otherName} />
      </div>
      {table(t('figures'), lines.figures)}
      <div className="grid gap-5 md:grid-cols-2">
        {table(t('channels'), lines.channels)}
        {table(t('outcomes'), lines.outcomes)}
        {table(t('steps'), lines.steps)}
        {table(t('withheld'), lines.withheld)}
      </div>
      <Assumed job={job} result={result} />
    </div>
  );
}

function FigureTable({
  title,
  lines,
  result: { run, against, country },
  name,
  otherName,
}: {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly result: SimulationResult;
  readonly name: string;
  readonly otherName: string | null;
}) {
  const t = useTranslations('simulation');
  const locale = `${useLocale()}-${country}`;
  const said = (value: number | null, say: Line['say']) =>
    value === null ? t('unknown') : say ? say(value) : value.toLocaleString(locale, { useGrouping: 'always' });
  const difference = (own: number | null, other: number | null, say: Line['say']) => {
    if (own === null || other === null) return t('unknown');
    if (own === other) return t('same');
    return `${own > other ? '+' : '−'}${said(Math.abs(own - other), say)}`;
  };
  if (lines.length === 0) return null;
  return (
    <section aria-label={title} className="min-w-0">
      <h2 className="label-caps mb-1">{title}</h2>
      <DataTable
        caption={title}
        columns={[
          { id: 'label', label: t('what') },
          { id: 'own', label: name, isNumber: true },
          ...(otherName
            ? [
                { id: 'other', label: otherName, isNumber: true },
                { id: 'difference', label: t('difference'), isNumber: true },
              ]
            : []),
        ]}
        rows={lines.map(({ key, label, of, say }) => {
          const own = of(run.report);
          const other = against ? of(against.report) : null;
          return {
            key,
            cells: {
              label: <span className="block max-w-80 whitespace-normal">{label}</span>,
              own: said(own, say),
              other: said(other, say),
              difference: difference(own, other, say),
            },
          };
        })}
      />
    </section>
  );
}

/** The lines of every table, over what either run has. */
function useLines(result: SimulationResult, currencies: readonly string[]) {
  const t = useTranslations('simulation');
  const locale = `${useLocale()}-${result.country}`;
  const channelName = useChannelName();
  const { nodeName } = useStepWords();
  const nodes = useStudio(({ history }) => history.document.nodes);
  const ruleName = useRuleName();
  const reports = [result.run.report, ...(result.against ? [result.against.report] : [])];
  const money = useCallback((currency: string) => (minor: number) => signedAmount(minor, currency, locale), [locale]);
  const over = (names: (report: SimulationReport) => readonly string[]) => [...new Set(reports.flatMap(names))];
  const withheldBy = (report: SimulationReport, prefix: string) =>
    report.reasons.reduce((sum, { reason, steps }) => (reason.startsWith(prefix) ? sum + steps : sum), 0);
  const figures: readonly Line[] = [
    { key: 'contacts', label: t('contacts'), of: (report) => report.total.contacts },
    ...(reports.some(({ underWay = 0 }) => underWay > 0)
      ? [{ key: 'underWay', label: t('underWay'), of: (report: SimulationReport) => report.underWay ?? null }]
      : []),
    { key: 'entered', label: t('entered'), of: (report) => report.days.reduce((sum, one) => sum + one.entered, 0) },
    { key: 'cost', label: t('cost'), of: (report) => report.total.cost, say: money(result.currency) },
    ...currencies.map((currency) => ({
      key: `paid ${currency}`,
      label: currencies.length > 1 ? t('paidIn', { currency }) : t('paid'),
      of: (report: SimulationReport) => report.paid.find((one) => one.currency === currency)?.amount ?? 0,
      say: money(currency),
    })),
    { key: 'settled', label: t('settled'), of: (report) => report.paid.reduce((sum, one) => sum + one.settled, 0) },
    { key: 'deferred', label: t('deferred'), of: (report) => withheldBy(report, 'deferred:') },
    { key: 'denied', label: t('denied'), of: (report) => withheldBy(report, 'denied:') },
    { key: 'afterPayment', label: t('afterPayment'), of: (report) => report.afterPayment },
  ];
  const channels = over((report) => report.channels.map(({ channel }) => channel)).flatMap((channel): Line[] => [
    {
      key: channel,
      label: channelName(channel),
      of: (report) => report.channels.find((one) => one.channel === channel)?.contacts ?? 0,
    },
  ]);
  const outcomeWords = (outcome: string) => {
    const known = KNOWN_OUTCOMES.find((one) => one === outcome);
    return known ? t(`outcome.${known}`) : t('outcome.other', { outcome });
  };
  const outcomes = over((report) => Object.keys(report.enrollments)).map((outcome) => ({
    key: outcome,
    label: outcomeWords(outcome),
    of: (report: SimulationReport) => report.enrollments[outcome] ?? 0,
  }));
  const steps = over((report) => report.nodes.map(({ node }) => node)).map((id) => {
    const node = nodes.find((one) => one.id === id);
    return {
      key: id,
      label: node ? nodeName(node) : id,
      of: (report: SimulationReport) => report.nodes.find((one) => one.node === id)?.contacts ?? 0,
    };
  });
  const reasonWords = (reason: string) => {
    const [kind = '', id = ''] = reason.split(/:(.*)/s);
    if (kind === 'deferred' || kind === 'denied') {
      const rule = result.rules.find((one) => one.id === id) ?? null;
      return t(`reason.${kind}`, { rule: ruleName(rule, id) });
    }
    const known = PLAIN_REASONS.find((one) => one === kind);
    return known ? t(`reason.${known}`) : reason;
  };
  const withheld = over((report) => report.reasons.map(({ reason }) => reason)).map((reason) => ({
    key: reason,
    label: reasonWords(reason),
    of: (report: SimulationReport) => report.reasons.find((one) => one.reason === reason)?.steps ?? 0,
  }));
  return { figures, channels, outcomes, steps, withheld };
}

const KNOWN_OUTCOMES = ['live', 'cured', 'migrated'] as const;

const PLAIN_REASONS = ['missed', 'unreachable', 'duplicate', 'exit', 'suspended'] as const;

/** What was taken for granted, in words. */
function Assumed({ job: { order }, result }: SimulationResultsProps) {
  const t = useTranslations('simulation');
  const percent = new Intl.NumberFormat(useLocale(), { style: 'percent', maximumFractionDigits: 1 });
  const { policy, behaviour } = result;
  const policyWords = policy === null ? t('assumed.noPolicy') : t('assumed.policy', { policy });
  const said =
    order.kind === 'backtest' || behaviour === null
      ? [t('assumed.past'), policyWords, t('assumed.pastAlone')]
      : [
          // Of a run of before, which took nobody as under way, it would not be true.
          ...(result.run.report.underWay === undefined ? [] : [t('assumed.standing')]),
          t('assumed.people', { days: behaviour.answerDays, kept: percent.format(behaviour.promise.kept), ahead: behaviour.promise.days }),
          t('assumed.same', { seed: order.seed }),
          policyWords,
          t('assumed.alone'),
        ];
  return (
    <section aria-label={t('assumed.title')}>
      <h2 className="label-caps mb-1">{t('assumed.title')}</h2>
      <ul className="flex max-w-prose list-disc flex-col gap-1 pl-5 text-ink-2 text-sm">
        {said.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}

/** The currencies in which something was paid, the workspace's own first. */
function currenciesIn({ currency, run, against }: SimulationResult): readonly string[] {
  const paid = [run, ...(against ? [against] : [])].flatMap(({ report }) => report.paid.map((one) => one.currency));
  const others = [...new Set(paid)].filter((one) => one !== currency).sort();
  return paid.includes(currency) || others.length === 0 ? [currency, ...others] : others;
}
