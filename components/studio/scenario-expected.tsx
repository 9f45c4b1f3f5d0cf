'use client';

import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import type { ScenarioCase } from '#lib/api/journey-scenarios.ts';
import { CHANNELS } from '#lib/facts/debtor.ts';
import { ChoiceField } from './fields.tsx';
import { endsOf, instantAt, tellingSteps, wallTime, withExpected } from './scenario-edits.ts';
import { MomentField, Rows, useRowLabels } from './scenario-rows.tsx';
import { useStepWords } from './step-words.ts';
import { useStudio } from './studio-context.tsx';

interface ScenarioExpectedProps {
  readonly stated: ScenarioCase;
  readonly isBusy: boolean;
  readonly onChange: (stated: ScenarioCase) => void;
  readonly onTake: () => void;
}

/** What must come of a case: each contact, and where each account's run is at its end. */
export function ScenarioExpected({ stated, isBusy, onChange, onTake }: ScenarioExpectedProps) {
  const t = useTranslations('scenarios');
  return (
    <section aria-label={t('expected')} className="flex flex-col gap-4 border-t pt-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <div className="min-w-0">
          <h3 className="font-semibold">{t('expected')}</h3>
          <p className="text-ink-2 text-sm">{t('expectedHint')}</p>
        </div>
        <Button size="small" disabled={isBusy} onClick={onTake}>
          {t('takeNow')}
        </Button>
      </div>
      <Contacts stated={stated} onChange={onChange} />
      <Ends stated={stated} onChange={onChange} />
    </section>
  );
}

type PartProps = Pick<ScenarioExpectedProps, 'stated' | 'onChange'>;

function Contacts({ stated, onChange }: PartProps) {
  const t = useTranslations('scenarios');
  const words = useStepWords();
  const labels = useRowLabels('contact');
  const document = useStudio(({ history }) => history.document);
  const steps = tellingSteps(document);
  const rows = stated.expect.contacts ?? [];
  const zone = stated.workspace.timezone;
  const [step] = steps;
  return (
    <Rows
      title={t('expectedContacts')}
      rows={rows}
      {...labels}
      onAdd={
        step ? () => onChange(withExpected(stated, 'contacts', rows.length, { at: stated.from, node: step.id, channel: 'email' })) : null
      }
      onTake={(index) => onChange(withExpected(stated, 'contacts', index, null))}
    >
      {(row, index) => {
        const put = (facts: Readonly<Record<string, unknown>>) => onChange(withExpected(stated, 'contacts', index, { ...row, ...facts }));
        const node = String(row.node ?? '');
        return (
          <>
            <MomentField
              label={t('when')}
              value={wallTime(row.at, zone)}
              onChange={(wall) => put({ at: instantAt(wall, zone) ?? row.at })}
            />
            <ChoiceField
              label={t('step')}
              value={node}
              options={[
                ...(steps.some(({ id }) => id === node) ? [] : [{ value: node, label: t('goneStep', { step: node }) }]),
                ...steps.map((one) => ({ value: one.id, label: words.nodeName(one) })),
              ]}
              onChange={(next) => put({ node: next })}
            />
            <ChoiceField
              label={t('channel')}
              value={String(row.channel ?? '')}
              options={CHANNELS.map((channel) => ({ value: channel, label: words.channelName(channel) }))}
              onChange={(channel) => put({ channel })}
            />
          </>
        );
      }}
    </Rows>
  );
}

function Ends({ stated, onChange }: PartProps) {
  const t = useTranslations('scenarios');
  const words = useStepWords();
  const labels = useRowLabels('end');
  const document = useStudio(({ history }) => history.document);
  const { live, outcomes } = endsOf(document);
  const rows = stated.expect.enrollments ?? [];
  const names = new Map(document.nodes.map((node) => [node.id, words.nodeName(node)]));
  const first = stated.accounts[0]?.id ?? '';
  return (
    <Rows
      title={t('expectedEnds')}
      rows={rows}
      {...labels}
      onAdd={() =>
        onChange(withExpected(stated, 'enrollments', rows.length, { account: first, status: 'ended', outcome: outcomes[0] ?? 'end' }))
      }
      onTake={(index) => onChange(withExpected(stated, 'enrollments', index, null))}
    >
      {(row, index) => {
        const value = row.status === 'live' ? `live ${String(row.node)}` : `ended ${String(row.outcome)}`;
        const options = [
          ...outcomes.map((outcome) => ({ value: `ended ${outcome}`, label: t('endedWith', { outcome }) })),
          ...live.map((id) => ({ value: `live ${id}`, label: t('standsAt', { step: names.get(id) ?? id }) })),
        ];
        const put = (next: string) => {
          const [status = '', ...rest] = next.split(' ');
          const what = rest.join(' ');
          const end = status === 'live' ? { status, node: what } : { status, outcome: what };
          onChange(withExpected(stated, 'enrollments', index, { account: row.account ?? first, ...end }));
        };
        const goneEnd = ({ status, node, outcome }: typeof row) =>
          status === 'live' ? t('standsAt', { step: t('goneStep', { step: String(node) }) }) : t('endedWith', { outcome: String(outcome) });
        return (
          <>
            <ChoiceField
              label={t('account')}
              value={String(row.account ?? first)}
              options={stated.accounts.map(({ id }) => ({ value: id, label: id }))}
              onChange={(account) => onChange(withExpected(stated, 'enrollments', index, { ...row, account }))}
            />
            <ChoiceField
              className="sm:col-span-3"
              label={t('end')}
              value={value}
              options={options.some((one) => one.value === value) ? options : [{ value, label: goneEnd(row) }, ...options]}
              onChange={put}
            />
          </>
        );
      }}
    </Rows>
  );
}
