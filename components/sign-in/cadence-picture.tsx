import { Check, Mail, MessageSquare } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { DayChip, type Heat } from '#components/ui/day-chip.tsx';

/** What the product does, drawn: three steps on the bands of days, and silence after a payment. Only where there is room. */
export async function CadencePicture() {
  const t = await getTranslations('signIn');
  return (
    <aside className="hidden flex-1 flex-col border-l bg-surface lg:flex">
      <div aria-hidden className="relative flex flex-1 overflow-hidden">
        <svg
          viewBox="0 0 300 520"
          preserveAspectRatio="none"
          className="absolute inset-x-0 top-0 h-130 w-full text-edge"
          fill="none"
          role="presentation"
        >
          <path
            d="M92 177C106 177 94 305 108 305M192 305C206 305 194 433 208 433"
            stroke="currentColor"
            strokeWidth="1.6"
            vectorEffect="non-scaling-stroke"
          />
        </svg>
        <Band heat="pre" name={t('picture.before')}>
          <Step
            heat="pre"
            day={-5}
            time="09:00"
            picture={<Mail className="size-4" />}
            label={t('picture.notice')}
            channel={t('email')}
            className="mt-24"
          />
        </Band>
        <Band heat="due" name={t('picture.due')}>
          <Step
            heat="due"
            day={0}
            time="10:00"
            picture={<MessageSquare className="size-4" />}
            label={t('picture.today')}
            channel="SMS"
            className="mt-56"
          />
        </Band>
        <Band heat="1-30" name={t('picture.after')}>
          <Step
            heat="1-30"
            day={3}
            time="09:00"
            picture={<Mail className="size-4" />}
            label={t('picture.reminder')}
            channel={t('email')}
            className="mt-88"
          />
          <p className="mx-4 mt-5 flex items-center gap-2 text-ok-text text-sm">
            <span className="grid size-5 shrink-0 place-items-center rounded-2xl bg-ok/15">
              <Check className="size-3.5" />
            </span>
            {t('picture.paid')}
          </p>
        </Band>
      </div>
      <div className="flex flex-col gap-1.5 border-t px-8 py-7">
        <p className="font-semibold text-xl tracking-tight">{t('motto')}</p>
        <p className="max-w-prose text-ink-2">{t('mottoText')}</p>
      </div>
    </aside>
  );
}

function Band({ heat, name, children }: { readonly heat: Heat; readonly name: string; readonly children: ReactNode }) {
  return (
    <div data-heat={heat} className="heat-band flex flex-1 flex-col last:border-r-0">
      <p className="px-4 py-3 font-semibold text-heat-text text-sm">{name}</p>
      {children}
    </div>
  );
}

interface StepProps {
  readonly heat: Heat;
  readonly day: number;
  readonly time: string;
  readonly picture: ReactNode;
  readonly label: string;
  readonly channel: string;
  readonly className: string;
}

function Step({ heat, day, time, picture, label, channel, className }: StepProps) {
  return (
    <div className={`mx-4 overflow-hidden rounded-lg border bg-surface relative shadow-2 ${className}`}>
      <div className="flex border-heat border-l-3">
        <div className="flex min-w-0 flex-1 flex-col gap-1 p-3">
          <div className="flex items-center gap-2">
            <span className="grid size-7 place-items-center rounded-md bg-sunken">{picture}</span>
            <span className="font-semibold text-sm">{channel}</span>
            <DayChip heat={heat} day={day} className="ml-auto" />
          </div>
          <div className="flex items-baseline justify-between gap-2 text-ink-2 text-sm">
            <span className="truncate">{label}</span>
            <span className="text-ink-3 text-xs">{time}</span>
          </div>
        </div>
      </div>
    </div>
  );
}
