'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState, useTransition } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { onElsewhere } from '#lib/api/drawn-for.ts';

interface ElsewhereProps {
  /** Of the workspace for which the page was drawn. */
  readonly slug: string;
  readonly name: string;
  readonly openWorkspace: (slug: string) => Promise<boolean>;
}

/** Which workspace is open by now; `open` null: none is. `mayReturn`: the person still belongs to the page's own. */
interface Other {
  readonly open: string | null;
  readonly mayReturn: boolean;
}

/** Where the tabs of a browser tell one another which workspace they have opened. */
const CHANNEL = 'cadenza.workspace';

/**
 * Another tab has opened another workspace: said as soon as that tab says so, and where the server refuses a call. Nothing
 * of this page is written there; the person goes back to this page's workspace or on in the other, and either way the page is drawn anew.
 */
export function Elsewhere({ slug, name, openWorkspace }: ElsewhereProps) {
  const [t, problems] = [useTranslations('elsewhere'), useTranslations('problem')];
  const [other, setOther] = useState<Other | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, startReturn] = useTransition();

  useEffect(() => onElsewhere(({ open, drawnFor }) => setOther({ open, mayReturn: drawnFor !== null })), []);
  useEffect(() => {
    const tabs = new BroadcastChannel(CHANNEL);
    tabs.onmessage = ({ data }: MessageEvent<{ readonly slug: string; readonly name: string }>) => {
      if (data.slug !== slug) setOther({ open: data.name, mayReturn: true });
    };
    tabs.postMessage({ slug, name });
    return () => tabs.close();
  }, [slug, name]);

  function goBack() {
    startReturn(async () => {
      try {
        if (await openWorkspace(slug)) window.location.reload();
        else setOther((shown) => shown && { ...shown, mayReturn: false });
      } catch {
        setFault(problems('offline'));
      }
    });
  }

  const facts = { mine: name, open: other?.open ?? '' };
  const said = other?.mayReturn ? 'now' : other?.open ? 'gone' : 'none';
  return (
    <Dialog
      isOpen={other !== null}
      title={t('title')}
      closeLabel={t('close')}
      onClose={() => setOther(null)}
      actions={
        <>
          <Button onClick={() => window.location.assign('/')} disabled={isBusy}>
            {other?.open ? t('go', facts) : t('home')}
          </Button>
          {other?.mayReturn ? (
            <Button look="primary" onClick={goBack} disabled={isBusy}>
              {t('back', facts)}
            </Button>
          ) : null}
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {fault ? <Notice tone="bad">{fault}</Notice> : null}
        <p>{t(said, facts)}</p>
        <p className="text-ink-2">{t('safe')}</p>
      </div>
    </Dialog>
  );
}
