'use client';

import { ArrowRight, CircleCheck, LogOut, type LucideIcon, Pause } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { AnswerResult, Reaction } from '#lib/api/answers.ts';
import { useOutcomeName } from './use-explanation.ts';
import { useChannelName } from './words.ts';

const pictures: Readonly<Record<Reaction['kind'], LucideIcon>> = { left: LogOut, moved: ArrowRight, suspended: Pause, stayed: CircleCheck };

/** What an answer set in motion, run by run. */
export function AnswerOutcome({ result: { wasKnown, stopped, reactions, contact } }: { readonly result: AnswerResult }) {
  const t = useTranslations('answer');
  const channelName = useChannelName();
  return (
    <div className="flex flex-col gap-2 border-ok border-l-2 pl-4 text-base">
      <p className="font-medium">{t(wasKnown ? 'known' : 'done')}</p>
      {stopped ? <p className="text-ink-2">{t('stopped', { channel: channelName(contact.channel) })}</p> : null}
      {reactions.length === 0 ? <p className="text-ink-2">{t('noRun')}</p> : null}
      <ul className="flex flex-col gap-1.5">
        {reactions.map((reaction) => (
          <Line key={`${reaction.account} ${reaction.journey}`} reaction={reaction} />
        ))}
      </ul>
    </div>
  );
}

function Line({ reaction: { kind, account, journey, node, outcome } }: { readonly reaction: Reaction }) {
  const t = useTranslations('answer');
  const outcomeName = useOutcomeName();
  const Picture = pictures[kind];
  return (
    <li className="flex items-start gap-2 text-ink-2">
      <Picture aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" />
      <span className="min-w-0">{t(`run-${kind}`, { account, journey, node: node ?? '', outcome: outcomeName(outcome) })}</span>
    </li>
  );
}
