'use client';

import { useEffect, useMemo, useRef } from 'react';
import { call } from '#lib/api/call.ts';
import type { JourneyDetail, SavedJourney } from '#lib/api/journeys.ts';
import { journeyUrl } from '#lib/api/journeys-route.ts';
import { canonicalJson } from '#lib/base/canonical-json.ts';
import { replaceWith } from '#lib/journey/edits/settings.ts';
import { Autosave } from './autosave.ts';
import { forgetDraft, keepDraft, keptDraft } from './kept-draft.ts';
import type { StudioStore } from './studio-store.ts';

/** How soon this browser keeps what is not saved yet. */
const KEEP_AFTER_MS = 250;

/** Saves what is drawn by itself, keeps it in this browser meanwhile, and brings back what a lost session or a crash left there. */
export function useSaving(
  store: StudioStore,
  journey: JourneyDetail,
  scope: string,
  onRestored: () => void,
): { autosave: Autosave; leave: () => void } {
  const made = useMemo(() => autosaveOf(store, journey, scope), [store, journey, scope]);
  const restored = useRef(onRestored);
  restored.current = onRestored;
  useEffect(() => {
    if (!store.getState().canEdit) return;
    const { autosave } = made;
    if (bringBack(store, autosave, journey, scope)) restored.current();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = store.subscribe((now, before) => {
      if (now.history.document === before.history.document) return;
      autosave.touch();
      clearTimeout(timer);
      timer = setTimeout(() => keepUnsaved(store, scope), KEEP_AFTER_MS);
    });
    const onHide = () => keepUnsaved(store, scope);
    const onBack = () => store.getState().save.kind !== 'saved' && void autosave.flush();
    const onUnload = (event: BeforeUnloadEvent) => {
      if (store.getState().save.kind === 'saved' || made.isLeft()) return;
      keepUnsaved(store, scope);
      event.preventDefault();
    };
    window.addEventListener('pagehide', onHide);
    window.addEventListener('online', onBack);
    window.addEventListener('focus', onBack);
    window.addEventListener('beforeunload', onUnload);
    return () => {
      stop();
      clearTimeout(timer);
      keepUnsaved(store, scope);
      void autosave.flush();
      window.removeEventListener('pagehide', onHide);
      window.removeEventListener('online', onBack);
      window.removeEventListener('focus', onBack);
      window.removeEventListener('beforeunload', onUnload);
    };
  }, [made, store, journey, scope]);
  return made;
}

function autosaveOf(store: StudioStore, journey: JourneyDetail, scope: string) {
  let isLeft = false;
  const url = journeyUrl(journey.key);
  const autosave = new Autosave(
    {
      read: () => store.getState().history.document,
      put: async (document, revision) => {
        const headers = { 'Content-Type': 'application/json' };
        const saved = await call<SavedJourney>(url, { method: 'PUT', headers, body: JSON.stringify({ revision, document }) });
        return saved.revision;
      },
      get: () => call<JourneyDetail>(url),
      isSame: (a, b) => canonicalJson(a) === canonicalJson(b),
      onState: (state) => {
        store.getState().setSave(state);
        if (state.kind === 'saved') forgetDraft(scope);
      },
      onSaved: (revision) => store.getState().setSaved(revision),
    },
    { document: journey.document, revision: journey.revision },
  );
  return {
    autosave,
    /** What is drawn is safe elsewhere: it is not kept here, and the page may be left. */
    leave: () => {
      isLeft = true;
      autosave.stop();
      forgetDraft(scope);
    },
    isLeft: () => isLeft,
  };
}

function keepUnsaved(store: StudioStore, scope: string): void {
  const { save, history, revision } = store.getState();
  if (save.kind !== 'saved') keepDraft(scope, { revision, document: history.document });
}

/** Takes up a draft that was never saved; where somebody saved since, both stand and the person decides. */
function bringBack(store: StudioStore, autosave: Autosave, journey: JourneyDetail, scope: string): boolean {
  const kept = keptDraft(scope);
  if (!kept || kept.document.key !== journey.key) return false;
  if (canonicalJson(kept.document) === canonicalJson(journey.document)) {
    forgetDraft(scope);
    return false;
  }
  if (kept.revision !== journey.revision)
    autosave.hold({ revision: journey.revision, at: journey.updatedAt, by: journey.updatedBy, mine: false });
  if (store.getState().make(replaceWith(kept.document)) === 'skipped') return false;
  autosave.touch();
  return true;
}
