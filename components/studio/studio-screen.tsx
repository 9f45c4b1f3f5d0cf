'use client';

import '@xyflow/react/dist/base.css';
import './studio.css';
import { useQuery } from '@tanstack/react-query';
import { ReactFlowProvider } from '@xyflow/react';
import { useTranslations } from 'next-intl';
import { useCallback, useMemo, useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { call } from '#lib/api/call.ts';
import type { JourneyContext, JourneyCounts, JourneyDetail } from '#lib/api/journeys.ts';
import { journeyContextKey, journeyCountsKey, journeyUrl } from '#lib/api/journeys-route.ts';
import { ConflictAnswer } from './conflict-answer.tsx';
import { FindingsProvider, useFindings } from './findings-context.tsx';
import { FindingsDock } from './findings-dock.tsx';
import { Palette } from './palette.tsx';
import { ParentChanges } from './parent-changes.tsx';
import { PublishControls } from './publish-controls.tsx';
import { ScenariosDock } from './scenarios-dock.tsx';
import { SettingsPanel } from './settings-panel.tsx';
import { ShortcutsHelp } from './shortcuts-help.tsx';
import { SIMULATION_DOCK_ID, SimulationDock } from './simulation-dock.tsx';
import { StepWordsContext, useMakeStepWords } from './step-words.ts';
import { StudioCanvas } from './studio-canvas.tsx';
import { StudioProvider, useStudio, useStudioPlace } from './studio-context.tsx';
import { StudioHeader } from './studio-header.tsx';
import { createStudio } from './studio-store.ts';
import { useSaving } from './use-saving.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { WAYS_OUT_ID } from './ways-out.tsx';

interface StudioScreenProps {
  readonly journey: JourneyDetail;
  readonly canEdit: boolean;
  readonly canPublish: boolean;
  readonly currency: string;
  /** Whose draft of which workspace's journey this browser keeps. */
  readonly scope: string;
}

/** Live counts are fetched again this often while they are looked at. */
const COUNT_AGAIN_MS = 15_000;

/** The studio: palette, canvas, settings at the side, findings below. */
export function StudioScreen({ journey, canEdit, canPublish, currency, scope }: StudioScreenProps) {
  const [store] = useState(() => createStudio(journey.document, journey.revision, canEdit));
  const [first] = useState(journey);
  const [isRestored, setRestored] = useState(false);
  const { autosave, leave } = useSaving(
    store,
    first,
    scope,
    useCallback(() => setRestored(true), []),
  );
  const { data: context = null } = useQuery({
    queryKey: journeyContextKey(journey.key),
    queryFn: ({ signal }) => call<JourneyContext>(journeyUrl(journey.key, 'context'), { signal }),
  });
  const place = useMemo(() => ({ journey: journey.key, currency, context, autosave }), [journey.key, currency, context, autosave]);
  return (
    <StudioProvider store={store} place={place}>
      <ReactFlowProvider>
        <Studio journey={journey} canPublish={canPublish} isRestored={isRestored} onLeave={leave} />
      </ReactFlowProvider>
    </StudioProvider>
  );
}

interface StudioProps {
  readonly journey: JourneyDetail;
  readonly canPublish: boolean;
  readonly isRestored: boolean;
  readonly onLeave: () => void;
}

function Studio({ journey, canPublish, isRestored, onLeave }: StudioProps) {
  const t = useTranslations('studio');
  const words = useMakeStepWords();
  const document = useStudio(({ history }) => history.document);
  const canEdit = useStudio((studio) => studio.canEdit);
  const { context } = useStudioPlace();
  const searchRef = useRef<HTMLInputElement>(null);
  const [badClip, setBadClip] = useState(false);
  const [isSimulating, setSimulating] = useState(false);
  const simulation = useTranslations('simulation');
  const openSimulation = () => {
    setSimulating(true);
    window.document.querySelector<HTMLElement>(`#${SIMULATION_DOCK_ID}`)?.focus();
  };
  useShortcuts({ searchRef, onBadClip: setBadClip, onConnect: focusWaysOut });
  return (
    <StepWordsContext value={words}>
      <FindingsProvider document={document} context={context}>
        <div className="flex h-full flex-col">
          <StudioHeader journey={journey}>
            <Button size="small" aria-expanded={isSimulating} onClick={openSimulation}>
              {simulation('open')}
            </Button>
            <PublishControls journey={journey} canPublish={canPublish} />
          </StudioHeader>
          <ConflictAnswer onLeave={onLeave} />
          {isRestored ? (
            <p role="status" className="border-b bg-brand-soft px-4 py-1.5 text-brand-strong text-sm">
              {t('restored')}
            </p>
          ) : null}
          {badClip ? (
            <p role="alert" className="border-b bg-bad/8 px-4 py-1.5 text-bad-text text-sm">
              {t('badClip')}
            </p>
          ) : null}
          <div className="flex min-h-0 flex-1">
            {canEdit ? (
              <div className="flex max-md:hidden">
                <Palette searchRef={searchRef} />
              </div>
            ) : null}
            <div className="flex min-w-0 flex-1 flex-col">
              <div className="min-h-0 flex-1">
                <CountedCanvas journey={journey} />
              </div>
              {canEdit ? <p className="border-t bg-sunken px-4 py-1.5 text-ink-2 text-xs md:hidden">{t('largerScreen')}</p> : null}
              <ParentChanges journeyKey={journey.key} document={document} messages={context?.templates ?? null} />
              <SimulationDock isOpen={isSimulating} onToggle={() => setSimulating(!isSimulating)} />
              <ScenariosDock />
              <FindingsDock />
            </div>
            <SettingsPanel />
          </div>
          <ShortcutsHelp />
        </div>
      </FindingsProvider>
    </StepWordsContext>
  );
}

/** The canvas with what went through its steps, counted again every few seconds once the journey was published. */
function CountedCanvas({ journey }: { readonly journey: JourneyDetail }) {
  const { faults } = useFindings();
  const { data: counts = null } = useQuery({
    queryKey: journeyCountsKey(journey.key),
    queryFn: ({ signal }) => call<JourneyCounts>(journeyUrl(journey.key, 'counts'), { signal }),
    enabled: journey.liveVersion !== null,
    refetchInterval: COUNT_AGAIN_MS,
  });
  return <StudioCanvas counts={counts} faults={faults} />;
}

/** The key for connecting: to the first way out of the chosen step. */
function focusWaysOut(): void {
  document.querySelector<HTMLElement>(`#${WAYS_OUT_ID} select`)?.focus();
}
