'use client';

import { useTranslations } from 'next-intl';
import { Notice } from '#components/ui/notice.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import type { PublishPlan, StandingPlace, UnderWay } from '#lib/api/journeys.ts';
import { useStepWords } from './step-words.ts';
import { useStudio } from './studio-context.tsx';

interface UnderWayProps {
  readonly plan: PublishPlan;
  readonly chosen: UnderWay;
  readonly onChoose: (chosen: UnderWay) => void;
}

/** What becomes of accounts under way: they finish, or move with a place for each step that is gone. How many stand where is told first. */
export function UnderWayChoice({ plan, chosen, onChoose }: UnderWayProps) {
  const t = useTranslations('publishing');
  if (plan.underWay.length === 0) return null;
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="label-caps pb-2">{t('underWayTitle')}</legend>
      <ul className="flex flex-col divide-y divide-line rounded-lg border bg-surface">
        {plan.underWay.map(({ version, accounts }) => (
          <li key={version} className="flex items-baseline gap-4 px-4 py-2.5">
            <span className="min-w-0 flex-1">{t('underWay', { number: version })}</span>
            <span className="shrink-0 font-semibold">{t('accounts', { count: accounts })}</span>
          </li>
        ))}
      </ul>
      <Choice
        isChosen={chosen.kind === 'finish'}
        title={t('finishChoice')}
        text={t('finishChoiceText')}
        onChoose={() => onChoose({ kind: 'finish' })}
      />
      <Choice
        isChosen={chosen.kind === 'move'}
        title={t('moveChoice', { number: plan.nextVersion })}
        text={t('moveChoiceText')}
        onChoose={() => onChoose({ kind: 'move', places: chosen.kind === 'move' ? chosen.places : {} })}
      />
      {chosen.kind === 'move' ? (
        <Places standing={plan.standing} places={chosen.places} onPlaces={(places) => onChoose({ kind: 'move', places })} />
      ) : null}
    </fieldset>
  );
}

interface ChoiceProps {
  readonly isChosen: boolean;
  readonly title: string;
  readonly text: string;
  readonly onChoose: () => void;
}

function Choice({ isChosen, title, text, onChoose }: ChoiceProps) {
  return (
    <label className="flex cursor-pointer items-start gap-3 rounded-lg border bg-surface px-4 py-3 has-checked:border-brand has-checked:bg-brand/8">
      <input type="radio" name="under-way" checked={isChosen} onChange={onChoose} className="mt-1 size-4 shrink-0 accent-brand" />
      <span className="flex min-w-0 flex-col gap-0.5">
        <span className="font-medium">{title}</span>
        <span className="text-ink-2 text-sm">{text}</span>
      </span>
    </label>
  );
}

interface PlacesProps {
  readonly standing: readonly StandingPlace[];
  readonly places: Readonly<Record<string, string>>;
  readonly onPlaces: (places: Record<string, string>) => void;
}

const ENDS = '';

function Places({ standing, places, onPlaces }: PlacesProps) {
  const t = useTranslations('publishing');
  const { nodeName } = useStepWords();
  const nodes = useStudio((studio) => studio.history.document.nodes);
  const options = [
    { value: ENDS, label: t('goneEnds') },
    ...nodes.map((node) => ({ value: node.id, label: t('goneTo', { name: nodeName(node) }) })),
  ];
  const put = (node: string, place: string) => {
    const { [node]: _, ...others } = places;
    onPlaces(place === ENDS ? others : { ...others, [node]: place });
  };
  const ending = standing.filter(({ node, stays }) => !stays && places[node] === undefined).reduce((sum, one) => sum + one.accounts, 0);
  return (
    <div className="flex flex-col gap-3 border-l-2 pl-4">
      <ul className="flex flex-col gap-1">
        {standing
          .filter(({ stays }) => stays)
          .map(({ node, name, accounts }) => (
            <li key={node} className="flex items-baseline gap-4 text-sm">
              <span className="min-w-0 flex-1">{t('staysHere', { name })}</span>
              <span className="shrink-0 font-semibold">{t('accounts', { count: accounts })}</span>
            </li>
          ))}
      </ul>
      {standing
        .filter(({ stays }) => !stays)
        .map(({ node, name, accounts }) => (
          <SelectField
            key={node}
            label={t('goneFrom', { name, count: accounts })}
            value={places[node] ?? ENDS}
            options={options}
            onChange={(event) => put(node, event.target.value)}
          />
        ))}
      {ending > 0 ? <Notice tone="warn">{t('willEnd', { count: ending })}</Notice> : null}
    </div>
  );
}
