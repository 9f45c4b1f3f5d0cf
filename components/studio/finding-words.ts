'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { Finding } from '#lib/journey/finding.ts';
import type { JourneyNode } from '#lib/journey/nodes/index.ts';
import { type ContentWords, flagWords, saidWords } from './content-words.ts';
import { useLooseWords } from './loose-words.ts';
import { type StepWords, useStepWords } from './step-words.ts';
import { useStudioStore } from './studio-context.tsx';

/** A finding in a sentence that says how to mend it, with steps, ways and channels by the names that the canvas shows. */
export function useFindingWords(): (finding: Finding) => string {
  const findings = useLooseWords('findings');
  const words = useStepWords();
  const locale = useLocale();
  const t = useTranslations('messageEditor');
  const store = useStudioStore();
  return useMemo(
    () => (finding) => {
      const { nodes } = store.getState().history.document;
      const node = nodes.find(({ id }) => id === finding.node);
      return (
        findings(`${finding.code}.${finding.reason}`, {
          ...spoken(finding.params, node, words, locale),
          ...stepsNamed(finding.params, nodes, words),
          ...contentWords(finding.params, t, locale),
        }) ?? finding.code
      );
    },
    [findings, words, locale, store, t],
  );
}

/** What a message lacks or does, as a list in words. */
function contentWords({ items, flags }: Finding['params'], t: ContentWords, locale: string): Finding['params'] {
  const listed = new Intl.ListFormat(locale, { type: 'conjunction' });
  return {
    ...(items === undefined ? {} : { items: listed.format(items.split(' ').map((item) => saidWords(t, item))) }),
    ...(flags === undefined ? {} : { flags: listed.format(flags.split(' ').map((flag) => flagWords(t, flag))) }),
  };
}

function spoken(params: Finding['params'], node: JourneyNode | undefined, words: StepWords, locale: string): Finding['params'] {
  const { handle, channel, language, country, subdivision } = params;
  return {
    ...params,
    ...(node ? { node: words.nodeName(node) } : {}),
    ...(node && handle !== undefined ? { handle: words.handleName(node, handle) } : {}),
    ...(channel === undefined ? {} : { channel: words.channelName(channel) }),
    ...(country === undefined ? {} : { country: placeName(country, subdivision, locale) }),
    ...(language === undefined ? {} : { language: new Intl.DisplayNames(locale, { type: 'language' }).of(language) ?? language }),
  };
}

/** Other places that a sentence names: a step that has no name of its own is called as on the canvas, not by its id. */
function stepsNamed({ where, before }: Finding['params'], nodes: readonly JourneyNode[], words: StepWords): Finding['params'] {
  const named = (place: string) => {
    const step = nodes.find(({ id }) => id === place);
    return step ? words.nodeName(step) : place;
  };
  return {
    ...(where === undefined ? {} : { where: named(where) }),
    ...(before === undefined ? {} : { before: named(before) }),
  };
}

function placeName(country: string, subdivision: string | undefined, locale: string): string {
  const name = new Intl.DisplayNames(locale, { type: 'region' }).of(country) ?? country;
  return subdivision === undefined ? name : `${name} (${subdivision})`;
}

/** Findings of one kind at one place, as a message that lacks three languages in two channels: one line with its number. */
export interface FindingGroup {
  readonly key: string;
  readonly first: Finding;
  readonly more: number;
}

/** The findings in their order, those of one kind at one place as one. */
export function groupFindings(all: readonly Finding[]): readonly FindingGroup[] {
  const groups = Map.groupBy(all, ({ code, reason, node, edge, path }) => [code, reason, node ?? '', edge ?? '', path ?? ''].join(' '));
  return [...groups].flatMap(([key, [first, ...more]]) => (first ? [{ key, first, more: more.length }] : []));
}
