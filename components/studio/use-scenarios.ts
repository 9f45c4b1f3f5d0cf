'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { CallFailed, call } from '#lib/api/call.ts';
import {
  type SavedScenario,
  SCENARIO_BYTES,
  type ScenarioAnswer,
  type ScenarioCase,
  type ScenarioList,
  scenarioDraftsUrl,
  scenariosKey,
  scenariosUrl,
} from '#lib/api/journey-scenarios.ts';
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
  const said = (error: unknown): string => {
    const refused = error instanceof CallFailed ? error.problem : null;
    const places = refused?.problems?.slice(0, 3).map(({ path, message }) => `${path}: ${message}`) ?? [];
    return [refused?.title ?? problems('offline'), ...places].join(' ');
  };
  const change = async (work: () => Promise<SavedScenario>) => {
    setRefusal(null);
    try {
      await work();
      await memory.invalidateQueries({ queryKey: scenariosKey(journey) });
    } catch (error) {
      setRefusal(said(error));
    }
  };
  const add = async (file: File) => {
    const text = file.size > SCENARIO_BYTES ? null : await file.text();
    if (text === null) return setRefusal(t('tooLarge', { most: SCENARIO_BYTES / 1_024 }));
    if (!isJson(text)) return setRefusal(t('notJson'));
    const id = freeId(file.name.replace(/\.json$/i, ''));
    await change(() => put(id, text));
  };
  const freeId = (name: string) => {
    const taken = new Set(list.data?.scenarios.map((one) => one.id));
    return freeKey(keyOf(name) || 'case', (one) => taken.has(one));
  };
  const put = (id: string, body: string) => call<SavedScenario>(scenariosUrl(journey, id), { method: 'PUT', headers: JSON_HEADERS, body });
  const remove = (id: string) => change(() => call<SavedScenario>(scenariosUrl(journey, id), { method: 'DELETE' }));
  const desk = useScenarioDesk({
    journey,
    flush: () => autosave.flush(),
    said,
    freeId,
    put,
    saved: () => memory.invalidateQueries({ queryKey: scenariosKey(journey) }),
  });
  return { list, add, remove, refusal, desk };
}

const JSON_HEADERS = { 'Content-Type': 'application/json' };

interface DeskParts {
  readonly journey: string;
  /** A case is tried on what is saved. */
  readonly flush: () => Promise<unknown>;
  readonly said: (error: unknown) => string;
  readonly freeId: (name: string) => string;
  readonly put: (id: string, body: string) => Promise<SavedScenario>;
  readonly saved: () => Promise<void>;
}

/** The case that is being written: `id` null where nobody saved it yet, `stated` null while it is fetched. */
interface Open {
  readonly id: string | null;
  readonly stated: ScenarioCase | null;
}

/** One case under edit: begun, brought back, tried and saved. What is fetched for a case that was left meanwhile is dropped. */
function useScenarioDesk({ journey, flush, said, freeId, put, saved }: DeskParts) {
  const [open, setOpen] = useState<Open | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const turn = useRef(0);
  const during = async <Found>(work: () => Promise<Found>, then: (found: Found) => void) => {
    turn.current += 1;
    const mine = turn.current;
    setRefusal(null);
    setBusy(true);
    try {
      await flush();
      const found = await work();
      if (mine === turn.current) then(found);
    } catch (error) {
      if (mine === turn.current) setRefusal(said(error));
    }
    if (mine === turn.current) setBusy(false);
  };
  const close = () => {
    turn.current += 1;
    setBusy(false);
    setRefusal(null);
    setOpen(null);
  };
  const stated = open?.stated ?? null;
  return {
    open,
    refusal,
    isBusy,
    close,
    change: (next: ScenarioCase) => setOpen((now) => now && { ...now, stated: next }),
    begin: (debtor: string | null) => {
      setOpen((now) => now ?? { id: null, stated: null });
      return during(
        () => call<ScenarioCase>(scenarioDraftsUrl(journey, debtor ?? undefined)),
        // A name that was typed meanwhile stays.
        (made) => setOpen((now) => ({ id: null, stated: { ...made, name: now?.stated?.name ?? '' } })),
      );
    },
    edit: (id: string) => {
      setOpen({ id, stated: null });
      return during(
        () => call<ScenarioCase>(scenariosUrl(journey, id)),
        (made) => setOpen({ id, stated: { ...made, events: made.events ?? [] } }),
      );
    },
    take: () => {
      if (!stated) return;
      const body = JSON.stringify(stated);
      return during(
        () => call<ScenarioAnswer>(scenarioDraftsUrl(journey), { method: 'POST', headers: JSON_HEADERS, body }),
        ({ contacts, enrollments }) =>
          setOpen((now) => (now?.stated ? { ...now, stated: { ...now.stated, expect: { contacts, enrollments } } } : now)),
      );
    },
    save: () => {
      if (!stated) return;
      const id = open?.id ?? freeId(stated.name);
      return during(
        () => put(id, JSON.stringify(stated)),
        () => {
          close();
          void saved();
        },
      );
    },
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
