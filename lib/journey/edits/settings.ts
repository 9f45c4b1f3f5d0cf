import { canonicalJson } from '#lib/base/canonical-json.ts';
import type { Predicate } from '#lib/facts/predicate.ts';
import type { ExitRule, JourneyDocument, Stage } from '../document.ts';
import { type Edit, edit } from './edit.ts';
import { withNodes, withStage } from './nodes.ts';

/** Names the journey. */
export function setName(name: string): Edit {
  return edit('setName', 'name', (document) => (document.name === name ? document : { ...document, name }));
}

/** Describes the journey; an empty text takes the description away. */
export function setDescription(description: string): Edit {
  return edit('setDescription', 'description', (document) => {
    if ((document.description ?? '') === description) return document;
    const { description: _, ...rest } = document;
    return description === '' ? rest : { ...document, description };
  });
}

/** Gives the journey other stages; nodes of a stage that is gone belong to none. `field` names what is being typed. */
export function setStages(stages: readonly Stage[], field: string | null = null): Edit {
  return edit('setStages', field === null ? null : `stages ${field}`, (document) => {
    const areNumbers = stages.every(({ fromDay, toDay }) => [fromDay, toDay].every((day) => day === null || Number.isFinite(day)));
    if (!areNumbers || canonicalJson(stages) === canonicalJson(document.stages)) return document;
    const ids = new Set(stages.map((stage) => stage.id));
    const gone = new Set(document.stages.map((stage) => stage.id).filter((id) => !ids.has(id)));
    const next = withNodes(document, (node) => (node.stage !== undefined && gone.has(node.stage) ? withStage(node, undefined) : node));
    return { ...next, stages };
  });
}

/** Says when accounts leave; null: as every journey does that says nothing (journey.md section 3). */
export function setExitWhen(rules: readonly ExitRule[] | null, field: string | null = null): Edit {
  return edit('setExitWhen', field === null ? null : `exitWhen ${field}`, (document) => {
    if (canonicalJson(rules) === canonicalJson(document.exitWhen ?? null)) return document;
    const { exitWhen: _, ...rest } = document;
    return rules === null ? rest : { ...document, exitWhen: rules };
  });
}

/** Says while what nothing moves; null: never. */
export function setSuspendWhen(where: Predicate | null, field: string | null = null): Edit {
  return edit('setSuspendWhen', field === null ? null : `suspendWhen ${field}`, (document) =>
    canonicalJson(where) === canonicalJson(document.suspendWhen ?? null) ? document : { ...document, suspendWhen: where },
  );
}

/** Puts another document in place of this one, as when somebody else's is loaded: one step, which undo takes back. */
export function replaceWith(document: JourneyDocument): Edit {
  return edit('replace', null, (before) => (canonicalJson(before) === canonicalJson(document) ? before : document));
}
