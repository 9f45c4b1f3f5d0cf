'use client';

import { Handle, type NodeProps, Position, useUpdateNodeInternals } from '@xyflow/react';
import { CircleAlert, TriangleAlert } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { memo, useEffect } from 'react';
import { classes } from '#components/ui/classes.ts';
import type { NodeCount } from '#lib/api/journeys.ts';
import type { ArmFlow } from '#lib/journey/arm-flow.ts';
import { placeOfHandle } from '#lib/journey/crossings.ts';
import { bindNode } from '#lib/journey/nodes/index.ts';
import { type CardNode, type Fault, handleId } from './flow-view.ts';
import { pictureOf } from './step-picture.tsx';
import { type StepWords, useStepWords } from './step-words.ts';

/** A step on the canvas: its picture and title, its day in its heat, its settings in a line, and what went through it once it runs. */
export const JourneyCard = memo(function JourneyCard({ id, data, selected }: NodeProps<CardNode>) {
  const { node, heat, count, arms, fault } = data;
  const words = useStepWords();
  const Picture = pictureOf(node);
  const chip = words.chip(node);
  return (
    <div
      data-heat={heat}
      className={classes(
        'group relative w-52 rounded-lg border border-l-0 bg-raised shadow-1',
        selected ? 'is-chosen shadow-2 outline-2 outline-brand outline-offset-2' : null,
      )}
    >
      <span aria-hidden className="card-heat -left-px absolute inset-y-0 w-1 rounded-l-lg bg-heat" />
      <p aria-hidden className="card-far absolute inset-0 content-center overflow-hidden pr-2 pl-5">
        <span className="line-clamp-2 font-semibold text-2xl">{words.nodeName(node)}</span>
      </p>
      <div className="card-near flex gap-2.5 py-2.5 pr-3 pl-3.5">
        <span className="grid size-6.5 shrink-0 place-items-center rounded-sm bg-sunken text-ink-2">
          <Picture aria-hidden className="size-3.5" strokeWidth={2} />
        </span>
        <div className="min-w-0 flex-1">
          <p className="flex min-h-6.5 flex-wrap items-center justify-between gap-x-2">
            <span className="line-clamp-2 max-w-full font-semibold text-base leading-snug">{words.title(node)}</span>
            {chip ? <span className="shrink-0 font-semibold text-2xs text-heat-text">{chip}</span> : null}
          </p>
          <p className="wrap-anywhere line-clamp-2 text-ink-2 text-sm">{words.summary(node)}</p>
        </div>
      </div>
      {count && count.arrived > 0 ? <CardCounts count={count} tells={bindNode(node).message !== null} /> : null}
      {arms.some(({ shown }) => shown > 0) ? <CardArms arms={arms} nameOf={(arm) => words.handleName(node, arm)} /> : null}
      <FaultBadge fault={fault} />
      <CardHandles id={id} data={data} words={words} isSelected={selected === true} />
    </div>
  );
});

function CardCounts({ count, tells }: { readonly count: NodeCount; readonly tells: boolean }) {
  const t = useTranslations('studio');
  const locale = useLocale();
  const number = (value: number) => value.toLocaleString(locale, { useGrouping: 'always' });
  const figures: readonly (readonly [string, string])[] = tells
    ? [
        [number(count.sent), t('countSent')],
        count.here > 0 || count.notSent === 0 ? [number(count.here), t('countHere')] : [number(count.notSent), t('countNotSent')],
      ]
    : [
        [number(count.arrived), t('countArrived')],
        [number(count.here), t('countHere')],
      ];
  return (
    <p className="card-near flex border-t text-2xs text-ink-2">
      {figures.map(([value, label]) => (
        <span key={label} className="flex-1 truncate px-2.5 py-1.5 not-first:border-l">
          <b className="font-semibold text-ink text-xs">{value}</b> {label}
        </span>
      ))}
    </p>
  );
}

/** What each arm has come to, in a quiet line. */
function CardArms({ arms, nameOf }: { readonly arms: readonly ArmFlow[]; readonly nameOf: (arm: string) => string }) {
  const t = useTranslations('studio');
  const locale = useLocale();
  const number = (value: number) => value.toLocaleString(locale, { useGrouping: 'always' });
  return (
    <ul title={t('armCountHint')} className="card-near border-t py-1 text-2xs text-ink-2">
      {arms.map(({ arm, shown, rewarded }) => (
        <li key={arm} className="flex justify-between gap-2 px-2.5 py-0.5">
          <span className="truncate">{nameOf(arm)}</span>
          <span className="shrink-0">
            {t.rich('armCount', {
              shown: number(shown),
              rewarded: number(rewarded),
              b: (text) => <b className="font-semibold text-ink">{text}</b>,
            })}
          </span>
        </li>
      ))}
    </ul>
  );
}

function FaultBadge({ fault }: { readonly fault: Fault }) {
  const t = useTranslations('studio');
  if (fault === null) return null;
  const Sign = fault === 'error' ? CircleAlert : TriangleAlert;
  return (
    <span
      title={t(fault === 'error' ? 'badgeError' : 'badgeWarning')}
      className={classes(
        '-top-2 -right-2 absolute grid size-5 place-items-center rounded-2xl border bg-raised shadow-1',
        fault === 'error' ? 'border-bad/40 text-bad-text' : 'border-warn/50 text-warn-text',
      )}
    >
      <Sign aria-hidden className="size-3.5" strokeWidth={2.2} />
    </span>
  );
}

interface CardHandlesProps {
  readonly id: string;
  readonly data: CardNode['data'];
  readonly words: StepWords;
  readonly isSelected: boolean;
}

/** Where edges leave and arrive: at the bottom and the top, and at the sides for what stands beside. Those at the sides are drawn from only where there is one way out. */
function CardHandles({ id, data, words, isSelected }: CardHandlesProps) {
  const t = useTranslations('studio');
  const update = useUpdateNodeInternals();
  const { node, wired } = data;
  const handles = bindNode(node).handles;
  const names = handles.map((handle) => handle.id).join('\n');
  useEffect(() => {
    if (names !== undefined && wired !== undefined) update(id);
  }, [id, names, wired, update]);
  const name = words.nodeName(node);
  return (
    <>
      {node.type === 'entry' ? null : (
        <>
          <Handle type="target" id="t" position={Position.Top} role="img" aria-label={t('handleIn', { node: name })} className="way-in" />
          <Handle type="target" id="l" position={Position.Left} aria-hidden className="way-in" />
        </>
      )}
      {handles.map((handle, index) => {
        const at = `${placeOfHandle(index, handles)}%`;
        const says = words.handleName(node, handle.id);
        const isWired = wired.includes(`\n${handle.id}\n`);
        return [
          <Handle
            key={`b ${handle.id}`}
            type="source"
            id={handleId('b', handle.id)}
            position={Position.Bottom}
            style={{ left: at }}
            role="img"
            aria-label={t('handleOut', { handle: says, node: name })}
            title={says}
            className={classes('way-out', isWired ? 'is-wired' : null, isSelected ? 'is-shown' : null)}
          />,
          index === 0 || isWired ? (
            <Handle
              key={`r ${handle.id}`}
              type="source"
              id={handleId('r', handle.id)}
              position={Position.Right}
              style={{ top: at }}
              aria-hidden
              title={says}
              className={classes('way-out is-side', isWired ? 'is-wired' : null, index > 0 ? 'is-mute' : null)}
            />
          ) : null,
        ];
      })}
    </>
  );
}
