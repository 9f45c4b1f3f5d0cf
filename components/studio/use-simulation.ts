'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CallFailed, call } from '#lib/api/call.ts';
import type { SimulationJob, SimulationOrder, SimulationSetting } from '#lib/api/simulations.ts';
import { simulateUrl, simulationKey, simulationSettingKey, simulationUrl } from '#lib/api/simulations-route.ts';
import { useStudioPlace } from './studio-context.tsx';

/** So often a running simulation is asked how far it is. */
const AGAIN_MS = 600;

/** What can be simulated of the journey, the newest simulation as it goes on, and what begins and stops one. */
export function useSimulation() {
  const problems = useTranslations('problem');
  const { journey, autosave } = useStudioPlace();
  const memory = useQueryClient();
  const [begun, setBegun] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const setting = useQuery({
    queryKey: simulationSettingKey(journey),
    queryFn: async ({ signal }) => {
      const read = await call<SimulationSetting>(simulateUrl(journey), { signal });
      if (read.latest) memory.setQueryData(simulationKey(read.latest.id), read.latest);
      return read;
    },
    staleTime: 0,
    retry: false,
  });
  const id = begun ?? setting.data?.latest?.id ?? null;
  const job = useQuery({
    queryKey: simulationKey(id ?? ''),
    queryFn: ({ signal }) => call<SimulationJob>(simulationUrl(id ?? ''), { signal }),
    enabled: id !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? AGAIN_MS : false),
    refetchIntervalInBackground: true,
  });
  const refused = (error: unknown) => {
    const problem = error instanceof CallFailed ? error.problem : null;
    const places = problem?.problems?.slice(0, 3).map(({ path, message }) => `${path}: ${message}`) ?? [];
    setRefusal([problem?.title ?? problems('offline'), ...places].join(' '));
  };
  const start = useMutation({
    mutationFn: async (order: SimulationOrder) => {
      setRefusal(null);
      await autosave.flush();
      const headers = { 'Content-Type': 'application/json' };
      return call<SimulationJob>(simulateUrl(journey), { method: 'POST', headers, body: JSON.stringify(order) });
    },
    onSuccess: (made) => {
      memory.setQueryData(simulationKey(made.id), made);
      setBegun(made.id);
    },
    onError: refused,
  });
  const stop = useMutation({
    mutationFn: (one: string) => call<SimulationJob>(simulationUrl(one, 'stop'), { method: 'POST' }),
    onSuccess: (made) => {
      memory.setQueryData(simulationKey(made.id), made);
    },
    onError: refused,
  });
  return { setting, job: job.data ?? null, isLost: job.isError, start, stop, refusal };
}
