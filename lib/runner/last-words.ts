import { localDateOf } from '#lib/base/civil.ts';
import type { OutgoingMessage } from '#lib/channels/channel.ts';
import { CHANNELS } from '#lib/facts/debtor.ts';
import { addressFor } from '#lib/facts/reach.ts';
import { type LastLook, lastLook } from '#lib/interpreter/last-look.ts';
import type { World } from '#lib/interpreter/world.ts';
import { withOfferLink } from '#lib/message/offer-link.ts';
import { renderMessage } from '#lib/message/render.ts';
import { chooseTemplate } from '#lib/message/template.ts';
import type { ContactRecord } from '#lib/policy/verdict.ts';
import { providerKey } from './contact-rows.ts';
import type { HandedOver } from './deliveries.ts';
import type { Hand } from './hand.ts';
import { newOfferLink, offerAddress } from './offer-link.ts';
import type { LoadedWorld } from './read-worlds.ts';

/** A contact that passed its last look, with the words as they will be read. */
export interface Claimed extends HandedOver {
  readonly message: OutgoingMessage;
  /** The last part of the address at which the terms of an offer stand; null for what offers nothing. */
  readonly link: string | null;
}

/** A contact that waits to be sent. */
export interface Queued {
  readonly record: ContactRecord;
  readonly debtorId: string;
  readonly template: string;
  readonly versionId: number;
}

/** What a last look is made with: the debtor's world and all the runs of it, ended ones too. */
export type Sight = Pick<LoadedWorld, 'world' | 'runs'>;

/** The last looks in the order in which the contacts were made: one that is taken back does not count for those after it. */
export function lookAtEach(
  queued: readonly Queued[],
  sightOf: ReadonlyMap<string, Sight>,
  { setting }: Pick<Hand, 'setting'>,
): (Queued & LastLook)[] {
  const standing = new Map<string, readonly ContactRecord[]>();
  return queued.map((one) => {
    const { record: before, debtorId } = one;
    const sight = sightOf.get(debtorId);
    if (!sight) throw new Error(`contact ${before.enrollmentId} ${before.seq}: its debtor was not read`);
    const contacts = standing.get(debtorId) ?? sight.world.contacts;
    const { change, trace } = lastLook(before, { ...sight.world, contacts }, sight.runs, setting);
    const { accountIds, enrollmentIds } = change ?? before;
    const record = { ...before, accountIds, enrollmentIds };
    const others = contacts.filter((other) => other.enrollmentId !== before.enrollmentId || other.seq !== before.seq);
    standing.set(debtorId, change?.status === 'cancelled' ? others : [...others, record]);
    return { ...one, change, trace, record };
  });
}

/** A contact that has no words, and why. */
export interface Unwritten {
  readonly record: ContactRecord;
  readonly problem: string;
}

/** The words of a contact, in the debtor's language or else the workspace's; or why there are none. */
export function writeWords(
  { record, debtorId, template: named, versionId }: Queued,
  world: World | null,
  { shard, versions, workspace, setting }: Pick<Hand, 'shard' | 'versions' | 'workspace' | 'setting'>,
): Claimed | Unwritten {
  const channel = CHANNELS.find((one) => one === record.channel);
  const debtor = world?.debtor.state;
  const address = debtor && channel ? addressFor(debtor, channel) : null;
  if (!world || !debtor || !channel || address === null) return { record, problem: 'unreachable' };
  const version = versions.find((one) => one.versionId === versionId);
  const link = version?.program.nodes.get(record.node)?.isOffer ? newOfferLink(shard) : null;
  const chosen = chooseTemplate(version?.templates ?? [], named, channel, [debtor.language, workspace.language]);
  const template = chosen && link !== null ? withOfferLink(chosen) : chosen;
  if (!template) return { record, problem: `template: no message "${named}" for ${channel}` };
  const language = template.language === '*' ? (debtor.language ?? workspace.language) : template.language;
  const accounts = record.accountIds.flatMap((id) => world.accounts.flatMap(({ state }) => (state.id === id ? [state] : [])));
  const today = localDateOf(setting.now, debtor.zone);
  const rendered = renderMessage(template, {
    debtor,
    accounts,
    today,
    now: setting.now,
    language,
    zone: debtor.zone,
    workspaceName: workspace.name,
    offerLink: link === null ? null : offerAddress(link),
  });
  if (!rendered.ok) return { record, problem: `template: ${rendered.problem}` };
  const { subject, body, html, approved } = rendered;
  const key = providerKey(shard, record);
  return { record, debtorId, key, link, message: { shard, key, channel, address, language, subject, body, html, approved } };
}
