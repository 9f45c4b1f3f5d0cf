import { fieldAt } from '#lib/facts/catalogue.ts';
import type { Predicate } from '#lib/facts/predicate.ts';
import { predicateProblems } from '#lib/facts/predicate-problems.ts';
import { type Finding, type FindingReason, finding, type Place } from '../finding.ts';
import type { JourneyMap, MappedNode } from './map.ts';

/** What is wrong inside the settings: of the nodes, of the rules by which accounts leave or pause, of the stages. */
export function settingProblems({ document, nodes }: JourneyMap): readonly Finding[] {
  const exits = (document.exitWhen ?? []).flatMap((rule, i) => findingsIn(rule.where, {}, `exitWhen[${i}]`, `$.exitWhen[${i}].where`));
  const suspends = document.suspendWhen ? findingsIn(document.suspendWhen, {}, 'suspendWhen', '$.suspendWhen') : [];
  return [...exits, ...suspends, ...stageProblems(document.stages), ...nodes.flatMap(nodeProblems)];
}

function nodeProblems(mapped: MappedNode): readonly Finding[] {
  const config = `${mapped.path}.config`;
  const own = mapped.bound.problems.flatMap((problem) => ownFinding(mapped, problem, `${config}.${problem.path}`));
  const rules = mapped.bound.predicates.flatMap(({ path, predicate }) =>
    findingsIn(predicate, { node: mapped.node.id }, mapped.name, `${config}.${path}`),
  );
  return [...own, ...handleProblems(mapped), ...fieldProblems(mapped), ...rules];
}

/** A predicate's problems as findings; `where` names the node or rule to a person. */
function findingsIn(predicate: Predicate, place: Place, where: string, path: string): readonly Finding[] {
  return predicateProblems(predicate, path).map((problem) =>
    problem.code === 'unknown-field'
      ? finding(problem.code, problem.reason, { ...place, path: problem.path }, { where, ...problem.params })
      : finding(problem.code, problem.reason, { ...place, path: problem.path }, { where, ...problem.params }),
  );
}

/** A name that two handles share is seen at the handles themselves, for every type alike. */
function ownFinding(mapped: MappedNode, problem: MappedNode['bound']['problems'][number], path: string): readonly Finding[] {
  const place = { node: mapped.node.id, path };
  const params = { node: mapped.name, setting: problem.path };
  if (problem.code === 'bad-time') return [finding('bad-time', timeReason(problem.path), place, params)];
  if (problem.code === 'unknown-template') return [finding(problem.code, problem.reason, place, params)];
  if (problem.code === 'unknown-field') return [finding(problem.code, problem.reason, place, { where: mapped.name, field: problem.field })];
  return problem.code === 'bad-weights' ? [finding('bad-weights', weightsReason(problem.path), place, params)] : [];
}

function weightsReason(setting: string): FindingReason<'bad-weights'> {
  if (setting === 'explore') return 'share';
  if (setting === 'key') return 'key';
  if (setting === 'pool') return 'pool';
  if (setting === 'perDay') return 'places';
  return setting === 'arms' ? 'arms' : 'weights';
}

function timeReason(setting: string): FindingReason<'bad-time'> {
  if (setting.endsWith('.at')) return 'at';
  if (setting.endsWith('Seconds')) return 'seconds';
  return setting.endsWith('.amount') ? 'amount' : 'days';
}

/** Fields that settings name besides predicates: a task's priority, a message's attachments. */
function fieldProblems({ node, bound, name, path }: MappedNode): readonly Finding[] {
  const unknown = bound.fields.filter(({ field }) => fieldAt(field) === null);
  return unknown.map(({ field, path: setting }) =>
    finding('unknown-field', 'field', { node: node.id, path: `${path}.config.${setting}` }, { where: name, field }),
  );
}

/** Two ways out of one name: an edge could not say which it means. */
function handleProblems({ node, bound, name, path }: MappedNode): readonly Finding[] {
  const seen = new Set<string>();
  const repeated = bound.handles.map((handle) => handle.id).filter((id) => seen.size === seen.add(id).size);
  return repeated.map((handle) => finding('duplicate-id', 'handle', { node: node.id, path: `${path}.config` }, { node: name, handle }));
}

/** A band has whole days, the first not after the last; null leaves a side open. */
function stageProblems(stages: JourneyMap['document']['stages']): readonly Finding[] {
  return stages.flatMap((stage, i) => {
    const { fromDay, toDay } = stage;
    const isWhole = [fromDay, toDay].every((day) => day === null || Number.isInteger(day));
    const isOrdered = fromDay === null || toDay === null || fromDay <= toDay;
    return isWhole && isOrdered ? [] : [finding('bad-time', 'stage', { path: `$.stages[${i}]` }, { stage: stage.name || stage.id })];
  });
}
