'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { CallFailed, call } from '#lib/api/call.ts';
import type { PublishedJourney, PublishPlan, UnderWay } from '#lib/api/journeys.ts';
import { JOURNEYS_KEY, journeyCountsKey, journeyUrl, publishPlanKey } from '#lib/api/journeys-route.ts';
import { useStudioPlace } from './studio-context.tsx';

/** Why there is no plan: what is drawn could not be saved, or somebody has saved something else since. */
class NoPlan extends Error {
  readonly reason: 'notSaved' | 'changedElsewhere';

  constructor(reason: NoPlan['reason']) {
    super(reason);
    this.reason = reason;
  }
}

/** What publishing would do, asked of the server once what is drawn is saved; and the act itself, which happens once however often it is asked for. */
export function usePublishing() {
  const t = useTranslations('publishing');
  const problems = useTranslations('problem');
  const { journey, autosave } = useStudioPlace();
  const memory = useQueryClient();
  const router = useRouter();
  const isSending = useRef(false);
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [published, setPublished] = useState<PublishedJourney | null>(null);
  const plan = useQuery({
    queryKey: publishPlanKey(journey),
    queryFn: async () => {
      const revision = await autosave.flush();
      if (revision === null) throw new NoPlan('notSaved');
      const answer = await call<PublishPlan>(journeyUrl(journey, 'validate'), { method: 'POST' });
      // Nobody publishes what they have not seen.
      if (answer.revision !== revision) throw new NoPlan('changedElsewhere');
      return answer;
    },
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  const sentenceOf = (error: unknown) => {
    if (error instanceof NoPlan) return t(error.reason);
    return error instanceof CallFailed && error.problem ? error.problem.title : problems('offline');
  };
  const publish = async (revision: number, underWay: UnderWay) => {
    if (isSending.current) return;
    isSending.current = true;
    setBusy(true);
    setRefusal(null);
    try {
      setPublished(
        await call<PublishedJourney>(journeyUrl(journey, 'publish'), {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ revision, underWay }),
        }),
      );
      router.refresh();
      void memory.invalidateQueries({ queryKey: journeyCountsKey(journey) });
      void memory.invalidateQueries({ queryKey: JOURNEYS_KEY });
    } catch (error) {
      setRefusal(sentenceOf(error));
      void plan.refetch();
    } finally {
      isSending.current = false;
      setBusy(false);
    }
  };
  return { plan, publish, isBusy, published, refusal: refusal ?? (plan.error ? sentenceOf(plan.error) : null) };
}
