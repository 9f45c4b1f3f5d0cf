import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale, getMessages, getTranslations } from 'next-intl/server';
import { TemplateView } from '#components/templates/template-view.tsx';
import { can } from '#lib/api/permissions.ts';
import { localDateOf } from '#lib/base/civil.ts';
import { localeOf, moneyIn } from '#lib/message/locale.ts';
import { requirePermission } from '#lib/server/session.ts';
import { type ExamplePlace, exampleBalance, renderExample } from '#lib/templates/example.ts';
import { type JourneyTemplate, journeyTemplate } from '#lib/templates/journey-templates.ts';

interface PageProps {
  readonly params: Promise<{ key: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: journeyTemplate((await params).key)?.document.name ?? null };
}

/** One template, with its messages as somebody of the reader's country would read them. */
export default async function TemplatePage({ params }: PageProps) {
  const { workspace } = await requirePermission('journey.read');
  const template = journeyTemplate((await params).key) ?? notFound();
  const [locale, t, { templates }] = await Promise.all([getLocale(), getTranslations('templates'), getMessages()]);
  const { name, country, timezone, currency, clockAt } = workspace;
  const today = localDateOf(clockAt ?? Date.now(), timezone);
  const place = { name, country, timezone, currency, today, product: t('exampleProduct') };
  const amount = moneyIn(localeOf(locale, country), exampleBalance(currency), currency);
  return (
    <NextIntlClientProvider messages={{ templates }}>
      <div className="thin-scroll h-full overflow-y-auto">
        <TemplateView
          template={template}
          read={readBy(template, locale, place)}
          example={{ amount, product: t('exampleProduct') }}
          role={workspace.role}
          mayClone={can(workspace.role, 'journey.edit')}
        />
      </div>
    </NextIntlClientProvider>
  );
}

/** The messages of each step in the reader's language, rendered. */
function readBy({ document, messages }: JourneyTemplate, reader: string, place: ExamplePlace) {
  return document.nodes.flatMap((node) => {
    if (node.type !== 'message' && node.type !== 'offer') return [];
    const own = messages.filter(({ key, language }) => key === node.config.template && language === reader);
    return own.map((message) => ({ node: node.id, message, rendered: renderExample(document, node, message, place) }));
  });
}
