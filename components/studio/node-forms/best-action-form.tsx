'use client';

import { Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button, IconButton } from '#components/ui/button.tsx';
import { fieldName } from '#lib/api/predicate-sentence.ts';
import { FIELDS } from '#lib/facts/catalogue.ts';
import type { NodeOf } from '#lib/journey/nodes/index.ts';
import { EventField } from '../event-field.tsx';
import { useLooseWords } from '../loose-words.ts';
import { OrderedChoice } from '../ordered-choice.tsx';
import { useStudio } from '../studio-context.tsx';
import { TextSetting, WholeField } from '../typed-fields.tsx';
import { newId } from '../use-drawing.ts';
import type { NodeFormProps } from './node-form.ts';

type Arm = NodeOf<'bestAction'>['config']['arms'][number];

/** What accounts can be alike in: few values each, so that every group has trials of its own. */
const ALIKE = FIELDS.filter(
  ({ path, type }) =>
    type === 'enum' ||
    type === 'consent' ||
    type === 'boolean' ||
    ['account.product', 'account.currency', 'account.segment', 'debtor.language', 'debtor.country', 'debtor.subdivision'].includes(path),
).map(({ path }) => path);

/** What is learned: the arms, what counts as success and until when, by what accounts differ, and how much is tried by lot. */
export function BestActionForm({ config, onChange, faultAt }: NodeFormProps<'bestAction'>) {
  const t = useTranslations('studio');
  const fields = useLooseWords('fields');
  const { key, arms, context, reward, explore } = config;
  return (
    <>
      <TextSetting
        label={t('learningKey')}
        hint={t('learningKeyHint')}
        value={key}
        needed={t('faultLearningKey')}
        onChange={(text) => onChange({ ...config, key: text }, 'key')}
      />
      <Arms arms={arms} fault={faultAt('arms')} onChange={(next, field) => onChange({ ...config, arms: [...next] }, field)} />
      <EventField
        label={t('rewardEvent')}
        value={reward.event}
        onChange={(event) => onChange({ ...config, reward: { ...reward, event } }, null)}
      />
      <WholeField
        label={t('rewardDays')}
        hint={t('rewardDaysHint')}
        min={1}
        value={reward.withinDays}
        fault={faultAt('reward.withinDays')}
        onChange={(withinDays) => onChange({ ...config, reward: { ...reward, withinDays } }, 'withinDays')}
      />
      <OrderedChoice
        label={t('context')}
        chosen={context}
        options={ALIKE}
        nameOf={(path) => fieldName(fields, path)}
        addLabel={t('addContext')}
        fault={context.map((_, index) => faultAt(`context[${index}]`)).find((fault) => fault !== null) ?? null}
        onChange={(next) => onChange({ ...config, context: [...next] }, null)}
      />
      <WholeField
        label={t('explore')}
        hint={t('exploreHint')}
        min={0}
        max={100}
        value={Math.round(explore * 1_000) / 10}
        fault={faultAt('explore')}
        onChange={(percent) => onChange({ ...config, explore: percent / 100 }, 'explore')}
      />
      <p className="text-ink-2 text-sm">{t('learningHint')}</p>
    </>
  );
}

interface ArmsProps {
  readonly arms: readonly Arm[];
  readonly fault: string | null;
  readonly onChange: (arms: readonly Arm[], field: string | null) => void;
}

/** The ways between which it learns, each by a name of its own. */
function Arms({ arms, fault, onChange }: ArmsProps) {
  const t = useTranslations('studio');
  const canEdit = useStudio((studio) => studio.canEdit);
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="pb-1 text-ink-2 text-sm">{t('arms')}</legend>
      {arms.map((arm, index) => (
        <div key={arm.id} className="flex items-end gap-1">
          <TextSetting
            className="flex-1"
            label={t('arm', { number: index + 1 })}
            value={arm.label ?? ''}
            placeholder={arm.id}
            onChange={(label) =>
              onChange(
                arms.map((one) => (one === arm ? { ...arm, label } : one)),
                `${arm.id} label`,
              )
            }
          />
          {canEdit && arms.length > 1 ? (
            <IconButton
              label={t('take', { name: arm.label || arm.id })}
              onClick={() =>
                onChange(
                  arms.filter((one) => one !== arm),
                  null,
                )
              }
            >
              <X aria-hidden className="size-4" />
            </IconButton>
          ) : null}
        </div>
      ))}
      {fault ? (
        <p role="alert" className="text-bad-text text-xs">
          {fault}
        </p>
      ) : null}
      {canEdit ? (
        <Button
          size="small"
          className="self-start"
          onClick={() => onChange([...arms, { id: newId('arm'), label: t('newArm', { number: arms.length + 1 }) }], null)}
        >
          <Plus aria-hidden className="size-4" />
          {t('addArm')}
        </Button>
      ) : null}
    </fieldset>
  );
}
