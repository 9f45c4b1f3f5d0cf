'use client';

import { useTranslations } from 'next-intl';
import { NAME_LENGTH } from '#lib/api/journeys.ts';
import { DEFAULT_EXITS } from '#lib/journey/default-exits.ts';
import { setDescription, setExitWhen, setName, setSuspendWhen } from '#lib/journey/edits/settings.ts';
import { ConditionField } from './condition-field.tsx';
import { ExitRules } from './exit-rules.tsx';
import { ChoiceField, LinesField, TypedField } from './fields.tsx';
import { StageFields } from './stage-fields.tsx';
import { useStudio } from './studio-context.tsx';

const NOBODY = { combinator: 'and', rules: [{ field: 'account.status', operator: '=', value: 'disputed' }] };

/** The journey's own settings: what it is called, its stages, and when accounts leave it or stand still. */
export function JourneyPanel() {
  const t = useTranslations('studio');
  const { name, description, exitWhen, suspendWhen } = useStudio(({ history }) => history.document);
  const make = useStudio((studio) => studio.make);
  return (
    <div className="flex flex-col gap-4 p-4">
      <h2 className="font-semibold text-lg">{t('journey')}</h2>
      <TypedField<string>
        label={t('name')}
        shown={name}
        show={(text) => text}
        read={(text) => {
          if (text.trim() === '') return { ok: false, fault: t('faultName') };
          return text.length > NAME_LENGTH ? { ok: false, fault: t('faultLong', { max: NAME_LENGTH }) } : { ok: true, value: text };
        }}
        onChange={(text) => make(setName(text))}
      />
      <LinesField label={t('description')} value={description ?? ''} onChange={(text) => make(setDescription(text))} />
      <StageFields />
      <section aria-label={t('exits')} className="flex flex-col gap-3 border-t pt-4">
        <h3 className="label-caps">{t('exits')}</h3>
        <ChoiceField
          label={t('exitsWhich')}
          value={exitWhen ? 'own' : 'usual'}
          hint={exitWhen ? null : t('exitsUsualHint')}
          options={[
            { value: 'usual', label: t('exitsUsual') },
            { value: 'own', label: t('exitsOwn') },
          ]}
          onChange={(which) => make(setExitWhen(which === 'own' ? DEFAULT_EXITS : null))}
        />
        {exitWhen ? <ExitRules rules={exitWhen} /> : null}
      </section>
      <section aria-label={t('suspends')} className="flex flex-col gap-3 border-t pt-4">
        <h3 className="label-caps">{t('suspends')}</h3>
        <ChoiceField
          label={t('suspendsWhich')}
          value={suspendWhen ? 'when' : 'never'}
          options={[
            { value: 'never', label: t('suspendsNever') },
            { value: 'when', label: t('suspendsWhen') },
          ]}
          onChange={(which) => make(setSuspendWhen(which === 'when' ? NOBODY : null))}
        />
        {suspendWhen ? (
          <ConditionField
            label={t('whereSuspend')}
            empty={t('everyAccount')}
            value={suspendWhen}
            onChange={(where, field) => make(setSuspendWhen(where, field))}
          />
        ) : null}
      </section>
    </div>
  );
}
