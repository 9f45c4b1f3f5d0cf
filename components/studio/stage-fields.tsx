'use client';

import { Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button, IconButton } from '#components/ui/button.tsx';
import type { Stage } from '#lib/journey/document.ts';
import { setStages } from '#lib/journey/edits/settings.ts';
import { TypedField } from './fields.tsx';
import { heatOfStage } from './heat-of.ts';
import { useStudio } from './studio-context.tsx';
import { TextSetting } from './typed-fields.tsx';
import { newId } from './use-drawing.ts';
import type { TextRead } from './use-typed.ts';

const MOST = 3_650;

/** The stages in their order, each with its days before and after the due date. */
export function StageFields() {
  const t = useTranslations('studio');
  const stages = useStudio(({ history }) => history.document.stages);
  const make = useStudio((studio) => studio.make);
  const canEdit = useStudio((studio) => studio.canEdit);
  const replace = (stage: Stage, field: string) =>
    make(
      setStages(
        stages.map((one) => (one.id === stage.id ? stage : one)),
        `${stage.id} ${field}`,
      ),
    );
  return (
    <section aria-label={t('stages')} className="flex flex-col gap-3 border-t pt-4">
      <h3 className="label-caps">{t('stages')}</h3>
      {stages.map((stage, index) => (
        <fieldset
          key={stage.id}
          data-heat={heatOfStage(stage)}
          className="flex flex-col gap-2 rounded-lg border border-l-4 border-l-heat p-2.5"
        >
          <legend className="sr-only">{stage.name}</legend>
          <div className="flex items-end gap-1">
            <TextSetting
              className="flex-1"
              label={t('stageName', { number: index + 1 })}
              value={stage.name}
              needed={t('faultStage')}
              onChange={(name) => replace({ ...stage, name }, 'name')}
            />
            {canEdit ? (
              <IconButton label={t('take', { name: stage.name })} onClick={() => make(setStages(stages.filter((one) => one !== stage)))}>
                <X aria-hidden className="size-4" />
              </IconButton>
            ) : null}
          </div>
          <div className="grid grid-cols-2 items-end gap-2">
            <DayField
              label={t('fromDay')}
              value={stage.fromDay}
              wrong={(day) => stage.toDay !== null && day > stage.toDay}
              onChange={(fromDay) => replace({ ...stage, fromDay }, 'from')}
            />
            <DayField
              label={t('toDay')}
              value={stage.toDay}
              wrong={(day) => stage.fromDay !== null && day < stage.fromDay}
              onChange={(toDay) => replace({ ...stage, toDay }, 'to')}
            />
          </div>
        </fieldset>
      ))}
      {canEdit ? (
        <Button
          size="small"
          className="self-start"
          onClick={() => {
            const from = (stages.at(-1)?.toDay ?? -11) + 1;
            make(
              setStages([
                ...stages,
                { id: newId('stage'), name: t('newStage', { number: stages.length + 1 }), fromDay: from, toDay: from + 9 },
              ]),
            );
          }}
        >
          <Plus aria-hidden className="size-4" />
          {t('addStage')}
        </Button>
      ) : null}
    </section>
  );
}

interface DayFieldProps {
  readonly label: string;
  readonly value: number | null;
  /** True where the day does not go with the stage's other one. */
  readonly wrong: (day: number) => boolean;
  readonly onChange: (value: number | null) => void;
}

/** A day relative to the due date, `-5` or `3`; empty: no bound. */
function DayField({ label, value, wrong, onChange }: DayFieldProps) {
  const t = useTranslations('studio');
  const read = (text: string): TextRead<number | null> => {
    if (text.trim() === '') return { ok: true, value: null };
    const day = /^\s*[-−+]?\d{1,4}\s*$/.test(text) ? Number(text.replace('−', '-')) : Number.NaN;
    if (!Number.isInteger(day) || Math.abs(day) > MOST) return { ok: false, fault: t('faultDay') };
    return wrong(day) ? { ok: false, fault: t('faultDays') } : { ok: true, value: day };
  };
  return (
    <TypedField
      label={label}
      shown={value === null ? '' : String(value)}
      read={read}
      show={(day) => (day === null ? '' : String(day))}
      onChange={onChange}
      inputMode="text"
      placeholder={t('noBound')}
    />
  );
}
