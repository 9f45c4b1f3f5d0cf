'use client';

import { createContext, useContext, useMemo } from 'react';
import { dayLabel } from '#components/ui/day-chip.tsx';
import type { LooseWords } from '#lib/api/predicate-sentence.ts';
import type { CardFacts, Saying } from '#lib/journey/nodes/card-facts.ts';
import { bindNode, type JourneyNode, type NodeType } from '#lib/journey/nodes/index.ts';
import type { When } from '#lib/journey/when.ts';
import { useLooseWords } from './loose-words.ts';
import { usePredicateWords } from './predicate-words.ts';
import { useStudioPlace } from './studio-context.tsx';

/** What is said of the steps of a journey, in the reader's language. */
export interface StepWords {
  readonly typeName: (type: NodeType) => string;
  /** What a person calls the node: its label, else by what it reaches people, else its type. */
  readonly nodeName: (node: JourneyNode) => string;
  /** The head of its card: by what it reaches people, else its label, else its type. */
  readonly title: (node: JourneyNode) => string;
  /** The line below. */
  readonly summary: (node: JourneyNode) => string;
  /** When it acts or how long it lasts, beside the title; null where it has no time of its own. */
  readonly chip: (node: JourneyNode) => string | null;
  readonly handleName: (node: JourneyNode, handle: string) => string;
  readonly eventName: (event: string) => string;
  readonly channelName: (channel: string) => string;
}

/** Makes the words of steps, once for the whole studio; its parts ask `useStepWords`. */
export function useMakeStepWords(): StepWords {
  const steps = useLooseWords('steps');
  const events = useLooseWords('events');
  const predicate = usePredicateWords();
  const journeys = useStudioPlace().context?.journeyNames;
  return useMemo(() => {
    const eventName = (event: string) => events(event) ?? event.replace(/^custom\./, '');
    const channelName = (channel: string) => steps(`by.${channel}`) ?? channel;
    const typeName = (type: NodeType) => steps(`type.${type}`) ?? type;
    const byName = (node: JourneyNode) => {
      const { by } = bindNode(node).card;
      if (by === null) return null;
      return steps(node.type === 'task' ? `task.${by}` : `by.${by}`);
    };
    const nodeName = (node: JourneyNode) => node.label || (byName(node) ?? typeName(node.type));
    const say = (saying: Saying) =>
      sentenceOf(saying, { steps, eventName, channelName, predicate, journeyName: (key) => journeys?.[key] ?? key });
    return {
      typeName,
      eventName,
      channelName,
      nodeName,
      title: (node) => byName(node) ?? (node.label || typeName(node.type)),
      summary: (node) => {
        const { by, says } = bindNode(node).card;
        if (by !== null && node.label) return node.label;
        const said = says.map(say).filter((text) => text !== '');
        return said.length > 0 || node.type !== 'entry' ? said.join(' · ') : (steps('says.everyone') ?? '');
      },
      chip: (node) => chipOf(bindNode(node).card.chip, steps),
      handleName: (node, handle) => handleOf(node, handle, steps, eventName),
    };
  }, [steps, events, predicate, journeys]);
}

/** Holds the words for the parts of the studio. */
export const StepWordsContext = createContext<StepWords | null>(null);

/** The words of steps: one object for as long as the language stays. */
export function useStepWords(): StepWords {
  const words = useContext(StepWordsContext);
  if (!words) throw new Error('outside of the studio');
  return words;
}

interface Sayer {
  readonly steps: LooseWords;
  readonly eventName: (event: string) => string;
  readonly channelName: (channel: string) => string;
  readonly predicate: ReturnType<typeof usePredicateWords>;
  readonly journeyName: (key: string) => string;
}

function sentenceOf(saying: Saying, { steps, eventName, channelName, predicate, journeyName }: Sayer): string {
  const words = (key: string, values?: Record<string, string | number>) => steps(`says.${key}`, values) ?? '';
  switch (saying.kind) {
    case 'where':
      return predicate(saying.where) || words('everyone');
    case 'event':
      return words('whenEvent', { event: eventName(saying.event) });
    case 'template':
      return saying.template || words('noTemplate');
    case 'terms':
      return words(`terms-${saying.terms}`);
    case 'channels':
      return words(saying.mode, { channels: saying.channels.map(channelName).join(', ') });
    case 'queue':
      return saying.queue ? words('queue', { queue: saying.queue }) : words('noQueue');
    case 'events':
      return saying.events.map(eventName).join(' · ') || words('noEvents');
    case 'branches':
      return saying.branches.map(({ id, label }) => label || (steps('handle.branch', { id }) ?? id)).join(' · ') || words('noBranches');
    case 'arms':
      return armsText(saying.arms) || words('noArms');
    case 'choices':
      return saying.arms.map(({ id, label }) => label || id).join(' · ') || words('noChoices');
    case 'reward':
      return words('reward', { event: eventName(saying.event), days: saying.withinDays });
    case 'set':
      return saying.set.map(({ field, value }) => writtenText(field, value, words)).join(' · ') || words('noWrites');
    case 'handover':
      return saying.journey
        ? words(saying.mode === 'move' ? 'moves' : 'starts', { journey: journeyName(saying.journey) })
        : words('noJourney');
    case 'pool':
      return saying.pool ? words('pool', { pool: saying.pool, perDay: saying.perDay }) : words('noPool');
    case 'url':
      return (URL.canParse(saying.url) ? new URL(saying.url).host : saying.url) || words('noUrl');
    case 'until':
      return saying.until.kind === 'due' ? words('until', { day: dayLabel(saying.until.days), time: saying.until.at }) : '';
    case 'outcome':
      return words('outcome', { outcome: saying.outcome });
  }
}

/** `tier = oro`, without the path before an attribute's name; whole fields by their names. */
function writtenText(field: string, value: unknown, words: (key: string, values?: Record<string, string>) => string): string {
  const whole = field === 'account.tags' ? words('written-tags') : field === 'account.segment' ? words('written-segment') : null;
  const name = whole ?? (field.replace(/^(account|debtor)\.attributes\./, '') || '…');
  return words('write', { field: name, value: Array.isArray(value) ? value.join(', ') : String(value ?? '–') });
}

/** `Firme 25 % · Cálido 75 %`. */
function armsText(arms: Extract<Saying, { kind: 'arms' }>['arms']): string {
  const total = arms.reduce((sum, { weight }) => sum + weight, 0);
  return arms.map(({ id, label, weight }) => `${label || id} ${total > 0 ? Math.round((100 * weight) / total) : 0} %`).join(' · ');
}

function chipOf(chip: CardFacts['chip'], steps: LooseWords): string | null {
  if (chip === null || chip.kind === 'now') return null;
  if (chip.kind === 'due') return steps('chip.due', { day: dayLabel(chip.days), time: chip.at });
  const at = chip.kind === 'after' ? chip.at : undefined;
  if (chip.amount === 0) return at ?? null;
  const span = steps(`chip.${chip.unit}`, { amount: chip.amount });
  return at === undefined || span === null ? span : steps('chip.at', { span, time: at });
}

function handleOf(node: JourneyNode, handle: string, steps: LooseWords, eventName: (event: string) => string): string {
  if (node.type === 'split' && handle !== 'else') {
    const label = node.config.branches.find(({ id }) => id === handle)?.label;
    return label || (steps('handle.branch', { id: handle }) ?? handle);
  }
  if (node.type === 'experiment' || node.type === 'bestAction') return node.config.arms.find(({ id }) => id === handle)?.label || handle;
  return steps(`handle.${handle}`) ?? eventName(handle);
}

/** When a step acts, relative to the due date; null where it hangs on something else. */
export function dueDayOf(node: JourneyNode): number | null {
  const chip: CardFacts['chip'] = bindNode(node).card.chip;
  const when: When | null = chip === null || chip.kind === 'span' ? null : chip;
  return when?.kind === 'due' ? when.days : null;
}
