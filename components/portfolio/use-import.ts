'use client';

import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { call } from '#lib/api/call.ts';
import type { ImportDetail, ImportPulse, MappingDraft, Preview, SightChoice, StartImport } from '#lib/api/imports.ts';
import { importKey, importsKey, importUrl } from '#lib/api/imports-route.ts';

const PULSE_MS = 500;

/** One import; while a server works on it, it is asked how far it is, and read anew once it is done. */
export function useImport(id: number) {
  const client = useQueryClient();
  const detail = useQuery({
    queryKey: importKey(id),
    queryFn: ({ signal }) => call<ImportDetail>(importUrl(id), { signal }),
    staleTime: 60_000,
  });
  const status = detail.data?.status;
  const isBusy = status === 'checking' || status === 'running';
  const pulse = useQuery({
    queryKey: [...importKey(id), 'pulse', status],
    queryFn: ({ signal }) => call<ImportPulse>(importUrl(id, 'progress'), { signal }),
    enabled: isBusy,
    refetchInterval: PULSE_MS,
    gcTime: 0,
    staleTime: 0,
    retry: false,
  });
  const hasEnded = isBusy && pulse.data !== undefined && pulse.data.status !== status;
  useEffect(() => {
    if (!hasEnded) return;
    void client.invalidateQueries({ queryKey: importKey(id), exact: true });
    void client.invalidateQueries({ queryKey: importsKey });
  }, [client, hasEnded, id]);
  return { detail, progress: isBusy ? (pulse.data?.progress ?? detail.data?.progress) : undefined, isLost: isBusy && pulse.isError };
}

/** What can be done with an import: each call answers it as it is then, and that is shown. */
export function useImportSteps(id: number) {
  const client = useQueryClient();
  const onSuccess = (detail: ImportDetail) => {
    client.setQueryData(importKey(id), detail);
    void client.invalidateQueries({ queryKey: importsKey });
  };
  const check = useMutation({ mutationFn: (mapping: MappingDraft) => post<ImportDetail>(importUrl(id, 'check'), { mapping }), onSuccess });
  const start = useMutation({ mutationFn: (wish: StartImport) => post<ImportDetail>(importUrl(id, 'start'), wish), onSuccess });
  const look = useMutation({ mutationFn: (choice: SightChoice) => post<ImportDetail>(importUrl(id, 'sight'), choice), onSuccess });
  const stop = useMutation({ mutationFn: () => post<ImportPulse>(importUrl(id, 'stop'), {}) });
  const discard = useMutation({ mutationFn: () => call<{ id: number }>(importUrl(id), { method: 'DELETE' }) });
  return { check, start, look, stop, discard };
}

/** The first rows as a mapping would read them; the former ones stay while new ones are read. */
export function usePreview(id: number, mapping: MappingDraft | null) {
  return useQuery({
    queryKey: [...importKey(id), 'preview', mapping],
    queryFn: ({ signal }) => post<Preview>(importUrl(id, 'preview'), { mapping }, signal),
    enabled: mapping !== null,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    gcTime: 30_000,
  });
}

function post<Answer>(url: string, body: unknown, signal?: AbortSignal): Promise<Answer> {
  return call<Answer>(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    ...(signal ? { signal } : {}),
  });
}
