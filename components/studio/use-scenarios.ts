'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CallFailed, call } from '#lib/api/call.ts';
import { type SavedScenario, SCENARIO_BYTES, type ScenarioList, scenariosKey, scenariosUrl } from '#lib/api/journey-scenarios.ts';
import { freeKey, keyOf } from '#lib/journey/free-key.ts';
import { useStudioPlace } from './studio-context.tsx';

/** The journey's test cases, run on what is drawn once that is saved; and what adds and removes one. */
export function useScenarios() {
  const t = useTranslations('scenarios');
  const problems = useTranslations('problem');
  const { journey, autosave } = useStudioPlace();
  const memory = useQueryClient();
  const [refusal, setRefusal] = useState<string | null>(null);
  const list = useQuery({
    queryKey: scenariosKey(journey),
    queryFn: async ({ signal }) => {
      await autosave.flush();
      return call<ScenarioList>(scenariosUrl(journey), { signal });
    },
    staleTime: 0,
    retry: false,
  });
  const change = async (work: () => Promise<SavedScenario>) => {
    setRefusal(null);
    try {
      await work();
      await memory.invalidateQueries({ queryKey: scenariosKey(journey) });
    } catch (error) {
      const refused = error instanceof CallFailed ? error.problem : null;
      const places = refused?.problems?.slice(0, 3).map(({ path, message }) => `${path}: ${message}`) ?? [];
      setRefusal([refused?.title ?? problems('offline'), ...places].join(' '));
    }
  };
  const add = async (file: File) => {
    const text = file.size > SCENARIO_BYTES ? null : await file.text();
    if (text === null) return setRefusal(t('tooLarge', { most: SCENARIO_BYTES / 1_024 }));
    if (!isJson(text)) return setRefusal(t('notJson'));
    const taken = new Set(list.data?.scenarios.map(({ id }) => id));
    const id = freeKey(keyOf(file.name.replace(/\.json$/i, '')) || 'case', (one) => taken.has(one));
    await change(() =>
      call<SavedScenario>(scenariosUrl(journey, id), { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: text }),
    );
  };
  const remove = (id: string) => change(() => call<SavedScenario>(scenariosUrl(journey, id), { method: 'DELETE' }));
  return { list, add, remove, refusal };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
