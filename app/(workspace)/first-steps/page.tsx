import { FastForward, FileUp, Flag, type LucideIcon, Waypoints } from 'lucide-react';
import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { StepCard } from '#components/settings/step-card.tsx';
import { CLOCK_PANEL } from '#components/shell/clock-panel-id.ts';
import { Notice } from '#components/ui/notice.tsx';
import { can, type Permission } from '#lib/api/permissions.ts';
import { appDatabase } from '#lib/db/client.ts';
import { storedPolicy } from '#lib/db/queries/own-policy.ts';
import { FIRST_STEPS, type FirstStep, stepsDone } from '#lib/server/first-steps.ts';
import { requirePermission } from '#lib/server/session.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('firstSteps'))('title') };
}

/** Where each step is done, by whom, and its picture. The clock has no page: its panel stands in the header. */
const STEPS: Readonly<Record<FirstStep, { readonly href: string | null; readonly permission: Permission; readonly picture: LucideIcon }>> =
  {
    import: { href: '/import', permission: 'portfolio.import', picture: FileUp },
    draw: { href: '/journeys', permission: 'journey.edit', picture: Waypoints },
    publish: { href: '/journeys', permission: 'journey.publish', picture: Flag },
    time: { href: null, permission: 'clock.write', picture: FastForward },
  };

/** What leads from an empty workspace to a first message, and how much of it is done. */
export default async function FirstStepsPage() {
  const { workspace } = await requirePermission('clock.read');
  const db = await appDatabase();
  const [t, language, done, { policyCode }] = await Promise.all([
    getTranslations('firstSteps'),
    getLocale(),
    stepsDone(db, workspace),
    storedPolicy(db, workspace.id),
  ]);
  const country = policyCode && (new Intl.DisplayNames(language, { type: 'region' }).of(policyCode) ?? policyCode);
  const next = FIRST_STEPS.find((step) => !done[step]);
  const count = FIRST_STEPS.filter((step) => done[step]).length;
  return (
    <div className="thin-scroll h-full overflow-y-auto">
      <div className="mx-auto flex max-w-2xl flex-col gap-6 px-5 py-8 lg:py-12">
        <div className="flex flex-col gap-1.5">
          <p className="label-caps">{t('count', { done: count, all: FIRST_STEPS.length })}</p>
          <h1 className="font-semibold text-2xl tracking-tight">{t('heading', { workspace: workspace.name })}</h1>
          <p className="text-ink-2">{t(next ? 'lead' : 'leadDone')}</p>
        </div>
        <ol className="flex flex-col gap-3">
          {FIRST_STEPS.map((step) => {
            const { href, permission, picture } = STEPS[step];
            return (
              <StepCard
                key={step}
                picture={picture}
                name={t(`${step}Name`)}
                text={t(`${step}Text`)}
                state={t(done[step] ? 'done' : 'todo')}
                isDone={done[step]}
                isNext={step === next}
                go={t(`${step}Go`)}
                href={can(workspace.role, permission) ? href : null}
                popover={step === 'time' && workspace.mode === 'test' && can(workspace.role, permission) ? CLOCK_PANEL : null}
              />
            );
          })}
        </ol>
        {workspace.mode === 'test' ? <Notice tone="warn">{country ? t('testMode', { country }) : t('testModeNone')}</Notice> : null}
      </div>
    </div>
  );
}
