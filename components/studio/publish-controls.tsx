'use client';

import { History, Pause, Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import type { JourneyDetail } from '#lib/api/journeys.ts';
import { PublishDialog } from './publish-dialog.tsx';
import { StandDialog } from './stand-dialog.tsx';
import { VersionsDialog } from './versions-dialog.tsx';

interface PublishControlsProps {
  readonly journey: JourneyDetail;
  /** False for a role that draws and may not publish: it sees what publishing would do, and who may. */
  readonly canPublish: boolean;
}

/** What takes a drawing to the accounts, what has it stand still, and what it was before: at the end of the studio's header. */
export function PublishControls({ journey, canPublish }: PublishControlsProps) {
  const t = useTranslations('publishing');
  const versions = useTranslations('versions');
  const [open, setOpen] = useState<'publish' | 'stand' | 'versions' | null>(null);
  const isPaused = journey.status === 'paused';
  const close = () => setOpen(null);
  return (
    <>
      {journey.status === 'draft' ? null : (
        <Button size="small" onClick={() => setOpen('versions')}>
          <History aria-hidden className="size-3.5" />
          {versions('open')}
        </Button>
      )}
      {canPublish && journey.status !== 'draft' ? (
        <Button size="small" onClick={() => setOpen('stand')}>
          {isPaused ? <Play aria-hidden className="size-3.5" /> : <Pause aria-hidden className="size-3.5" />}
          {t(isPaused ? 'resume' : 'pause')}
        </Button>
      ) : null}
      <Button size="small" look="primary" onClick={() => setOpen('publish')}>
        {t('publish')}
      </Button>
      {open === 'publish' ? <PublishDialog journey={journey} canPublish={canPublish} onClose={close} /> : null}
      {open === 'versions' ? <VersionsDialog journey={journey.key} onClose={close} onBack={() => setOpen('publish')} /> : null}
      {open === 'stand' ? <StandDialog journey={journey} onClose={close} /> : null}
    </>
  );
}
