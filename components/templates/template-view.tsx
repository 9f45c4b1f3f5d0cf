import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { ChannelPicture } from '#components/contact/channel-picture.tsx';
import { DayChip, dayLabel } from '#components/ui/day-chip.tsx';
import type { Role } from '#lib/api/permissions.ts';
import type { JourneyDocument } from '#lib/journey/document.ts';
import type { JourneyNode } from '#lib/journey/nodes/index.ts';
import { heatOf } from '#lib/journey/picture.ts';
import type { Rendered } from '#lib/message/render.ts';
import { EXAMPLE_NAME } from '#lib/templates/example.ts';
import type { JourneyTemplate, TemplateMessage } from '#lib/templates/journey-templates.ts';
import { summaryOf } from '#lib/templates/summary.ts';
import { CloneButton } from './clone-button.tsx';
import { WhyNot } from './gallery.tsx';
import { Facts, usePictureText } from './journey-card.tsx';
import { JourneyPicture } from './journey-picture.tsx';

/** A message of a step as the example reads it. */
export interface ReadMessage {
  readonly node: string;
  readonly message: TemplateMessage;
  readonly rendered: Rendered;
}

interface TemplateViewProps {
  readonly template: JourneyTemplate;
  readonly read: readonly ReadMessage[];
  /** What the example owes and for what, as a reader writes it. */
  readonly example: { readonly amount: string; readonly product: string };
  readonly role: Role;
  readonly mayClone: boolean;
}

/** One template: its picture at full size, every message as somebody would read it, and what it asks of people. */
export function TemplateView({ template, read, example, role, mayClone }: TemplateViewProps) {
  const t = useTranslations('templates');
  const { document } = template;
  const text = usePictureText(document);
  const tasks = document.nodes.filter((node) => node.type === 'task');
  return (
    <div className="mx-auto flex w-full max-w-6xl flex-col gap-6 px-4 py-6 lg:px-8">
      <Link href="/templates" className="inline-flex items-center gap-1.5 self-start rounded-xs py-1 text-ink-2 text-sm hover:text-ink">
        <ArrowLeft aria-hidden className="size-4" />
        {t('back')}
      </Link>
      <header className="flex flex-wrap items-start justify-between gap-4">
        <div className="flex max-w-prose flex-col gap-2.5">
          <h1 className="font-semibold text-2xl" lang="es">
            {document.name}
          </h1>
          <p className="text-ink-2 text-lg" lang="es">
            {document.description}
          </p>
          <Facts summary={summaryOf(document)} />
        </div>
        {mayClone ? (
          <CloneButton look="primary" size="usual" from={{ template: document.key }} name={document.name} />
        ) : (
          <WhyNot role={role} />
        )}
      </header>
      <div className="overflow-hidden rounded-xl border bg-surface shadow-1">
        {(['small', 'large'] as const).map((size) => (
          <JourneyPicture
            key={size}
            size={size}
            document={document}
            title={t('picture', { name: document.name })}
            description={text}
            className={size === 'small' ? 'h-auto w-full md:hidden' : 'h-auto w-full max-md:hidden'}
          />
        ))}
      </div>
      <section className="flex flex-col gap-3" aria-label={t('messages')}>
        <h2 className="font-semibold text-xl">{t('messages')}</h2>
        <p className="text-base text-ink-2">{t('messagesLead', { debtor: EXAMPLE_NAME, ...example })}</p>
        <ol className="flex flex-col gap-4">
          {document.nodes.flatMap((node) =>
            node.type === 'message' || node.type === 'offer'
              ? [<Step key={node.id} document={document} node={node} read={read.filter((one) => one.node === node.id)} />]
              : [],
          )}
        </ol>
      </section>
      {tasks.length > 0 ? <Tasks tasks={tasks} /> : null}
    </div>
  );
}

interface StepProps {
  readonly document: JourneyDocument;
  readonly node: Extract<JourneyNode, { type: 'message' | 'offer' }>;
  readonly read: readonly ReadMessage[];
}

/** One step with the words it sends, by every channel in which they are written. */
function Step({ document, node, read }: StepProps) {
  const t = useTranslations('templates');
  const stage = document.stages.find(({ id }) => id === node.stage);
  const { when, topic } = node.config;
  return (
    <li className="overflow-hidden rounded-xl border bg-surface shadow-1">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-b px-4 py-3">
        <h3 className="font-semibold text-lg" lang="es">
          {node.label}
        </h3>
        {when.kind === 'due' ? <DayChip day={when.days} heat={stage ? heatOf(stage) : 'none'} /> : null}
        <span className="text-ink-2 text-sm">{useWhenText(when)}</span>
        {topic ? <span className="text-ink-3 text-sm">{t('topic', { topic })}</span> : null}
        {node.note ? (
          <p className="w-full text-ink-2 text-sm" lang="es">
            {node.note}
          </p>
        ) : null}
      </div>
      <ul className="grid gap-x-6 gap-y-5 p-4 lg:grid-cols-2">
        {read.map(({ message, rendered }) => (
          <Words key={`${message.channel}${message.language}`} message={message} rendered={rendered} />
        ))}
      </ul>
    </li>
  );
}

function Words({ message, rendered }: Omit<ReadMessage, 'node'>) {
  const t = useTranslations('templates');
  const channels = useTranslations('channel');
  return (
    <li className="flex min-w-0 flex-col gap-2 only:col-span-full only:max-w-prose">
      <p className="flex items-center gap-2 font-medium text-sm">
        <ChannelPicture channel={message.channel} className="size-7" />
        {channels(message.channel)}
      </p>
      {rendered.ok ? (
        <div lang={message.language} className="wrap-anywhere rounded-lg border bg-paper px-3.5 py-3 text-base">
          {rendered.subject === null ? null : (
            <p className="pb-2 font-semibold">
              <span className="sr-only">{t('subject')}: </span>
              {rendered.subject}
            </p>
          )}
          <p className="whitespace-pre-line">{rendered.body}</p>
        </div>
      ) : (
        <p className="text-bad-text text-base">{t('unwritten', { problem: rendered.problem })}</p>
      )}
    </li>
  );
}

function useWhenText(when: StepProps['node']['config']['when']): string {
  const t = useTranslations('templates');
  if (when.kind === 'now') return t('whenNow');
  if (when.kind === 'due') return t('whenDue', { day: dayLabel(when.days), at: when.at });
  const values = { amount: when.amount, at: when.at ?? 'none' };
  if (when.unit === 'hours') return t('whenHours', values);
  return t(when.unit === 'days' ? 'whenDays' : 'whenBusinessDays', values);
}

interface TasksProps {
  readonly tasks: readonly JourneyNode[];
}

function Tasks({ tasks }: TasksProps) {
  const t = useTranslations('templates');
  return (
    <section className="flex flex-col gap-3" aria-label={t('tasks')}>
      <h2 className="font-semibold text-xl">{t('tasks')}</h2>
      <p className="text-base text-ink-2">{t('tasksLead')}</p>
      <ul className="grid gap-4 md:grid-cols-2">
        {tasks.map((node) =>
          node.type === 'task' ? (
            <li key={node.id} className="flex flex-col gap-1.5 rounded-xl border bg-surface p-4 shadow-1">
              <h3 className="font-semibold text-lg" lang="es">
                {node.label}
              </h3>
              <p className="text-ink-3 text-sm">
                {t(`taskKind.${node.config.kind}`)} · {t('queue', { queue: node.config.queue })}
              </p>
              <p className="text-base text-ink-2" lang="es">
                {node.config.script}
              </p>
            </li>
          ) : null,
        )}
      </ul>
    </section>
  );
}
