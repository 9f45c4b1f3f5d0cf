import { addDays, atLocal, startOfDay } from '#lib/base/civil.ts';
import type { LocalDate } from '#lib/base/instant.ts';
import { minorDigits } from '#lib/base/money.ts';
import { importedAccount } from '#lib/facts/account-events.ts';
import { importedDebtor } from '#lib/facts/debtor-events.ts';
import type { JourneyDocument } from '#lib/journey/document.ts';
import { bindNode, type JourneyNode } from '#lib/journey/nodes/index.ts';
import { type Rendered, renderMessage } from '#lib/message/render.ts';
import type { MessageSight } from '#lib/message/sight.ts';
import type { TemplateMessage } from './journey-templates.ts';

/** In what a made-up debtor is shown: the reader's own workspace. */
export interface ExamplePlace {
  readonly name: string;
  readonly country: string;
  readonly timezone: string;
  readonly currency: string;
  /** The civil date on which the message would be read. */
  readonly today: LocalDate;
  /** What the account is for, in the reader's language. */
  readonly product: string;
}

/** A name that is common from Mexico to Argentina and belongs to nobody. */
export const EXAMPLE_NAME = 'María Fernanda Gómez';

/** What the example owes, in whole units of the currency: an amount that people owe there. */
const OWED: Readonly<Record<string, number>> = { COP: 184_900, CLP: 84_900, ARS: 92_500, MXN: 1_849, PEN: 189, BRL: 249, USD: 89 };

/** What the example owes, in minor units. */
export function exampleBalance(currency: string): number {
  return (OWED[currency] ?? 189) * 10 ** minorDigits(currency);
}

/** A message of a template as the made-up debtor reads it on the day on which the step acts. */
export function renderExample(document: JourneyDocument, node: JourneyNode, message: TemplateMessage, place: ExamplePlace): Rendered {
  return renderMessage(message, exampleSight(document, node, message, place));
}

function exampleSight(document: JourneyDocument, node: JourneyNode, { language }: TemplateMessage, place: ExamplePlace): MessageSight {
  const { timezone, currency, country, today, name, product } = place;
  const debtor = { ...importedDebtor({ externalId: 'CLI-1', name: EXAMPLE_NAME, country, language }, 'example', timezone) };
  const dueDate = addDays(today, -dayOf(document, node));
  const imported = importedAccount({ externalId: 'CR-1042', debtorExternalId: 'CLI-1', currency, product, dueDate }, 'example', 'example');
  const balance = exampleBalance(currency);
  const date = addDays(today, 3);
  const promise = { date, amount: balance, paid: 0, madeAt: 0, breaksAt: startOfDay(addDays(date, 1), timezone) };
  const account = { ...imported, balance, promise };
  return { debtor, accounts: [account], today, now: atLocal(today, '10:00', timezone), language, zone: timezone, workspaceName: name };
}

/** The day relative to the due date on which a step acts; the first of its stage where it does not say. */
function dayOf({ stages }: JourneyDocument, node: JourneyNode): number {
  const when = bindNode(node).timing?.when;
  if (when?.kind === 'due') return when.days;
  return stages.find(({ id }) => id === node.stage)?.fromDay ?? 0;
}
