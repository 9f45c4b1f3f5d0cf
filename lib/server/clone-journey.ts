import 'server-only';
import type { Database, Sql } from '#lib/db/client.ts';
import { noteDeed } from '#lib/db/queries/audit.ts';
import { draftAndParent, holdWorkspace, insertClone, insertMessages, journeyKeys, journeyOfRequest } from '#lib/db/queries/clones.ts';
import { templatesInUse } from '#lib/db/queries/message-templates.ts';
import { readJourney } from '#lib/journey/document.ts';
import { freeKey, keyOf } from '#lib/journey/free-key.ts';
import type { MessageTemplate } from '#lib/message/template.ts';
import { copyJourney, messagesSentBy, type WrittenJourney } from '#lib/templates/copy-journey.ts';
import { journeyTemplate } from '#lib/templates/journey-templates.ts';
import type { Parent } from '#lib/templates/parent.ts';
import { Refused } from './api-call.ts';

/** What a clone is made of: a template of the gallery, or a journey of the workspace as it is drawn now. */
export type CloneSource = { readonly template: string } | { readonly journey: string };

/** Who asks for a clone of what. `requestId` names the one click: asked twice, the same journey is answered. */
export interface CloneWish {
  readonly name: string;
  readonly from: CloneSource;
  readonly requestId: string | null;
  readonly personId: string;
}

/**
 * Makes a draft of a template or of another journey and adds the messages that the workspace lacks, in one transaction;
 * answers the key of the draft. Nothing that is there is written over. Throws Refused (404) where the source is none.
 */
export function cloneJourney(db: Database, workspaceId: number, wish: CloneWish): Promise<string> {
  return db.transaction(async (tx) => {
    await holdWorkspace(tx, workspaceId);
    const before = wish.requestId === null ? null : await journeyOfRequest(tx, workspaceId, wish.requestId);
    return before ?? makeClone(tx, workspaceId, wish);
  });
}

async function makeClone(tx: Sql, workspaceId: number, { name, from, requestId, personId }: CloneWish): Promise<string> {
  const [present, keys] = [await templatesInUse(tx, workspaceId), await journeyKeys(tx, workspaceId)];
  const source = await readSource(tx, workspaceId, from, present);
  const key = freeKey(keyOf(name) || source.key, (candidate) => keys.has(candidate));
  const copy = copyJourney(source, { key, name }, present);
  const parent: Parent = { kind: source.kind, key: source.key, name: source.name, ...copy.source };
  await insertMessages(tx, workspaceId, copy.added);
  await insertClone(tx, workspaceId, { document: copy.document, parent, requestId, personId });
  await noteDeed(tx, { workspaceId, personId, action: 'journey.clone', subject: key, detail: { ...from } });
  return key;
}

async function readSource(
  tx: Sql,
  workspaceId: number,
  from: CloneSource,
  present: readonly MessageTemplate[],
): Promise<WrittenJourney & Pick<Parent, 'kind' | 'key' | 'name'>> {
  if ('template' in from) {
    const template = journeyTemplate(from.template);
    if (!template) throw new Refused(404, 'not-found');
    return { ...template, kind: 'template', key: from.template, name: template.document.name };
  }
  const row = await draftAndParent(tx, workspaceId, from.journey);
  const draft = row && readJourney(row.draft);
  if (!row || !draft) throw new Refused(404, 'not-found');
  if (!draft.ok) throw new Refused(422, 'unreadable-journey', [...draft.problems]);
  return { document: draft.value, messages: messagesSentBy(draft.value, present), kind: 'journey', key: from.journey, name: row.name };
}
