import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MessageTemplate } from '#lib/message/template.ts';
import { thorough } from '#lib/testing/thorough.ts';
import { copyJourney, messagesSentBy } from './copy-journey.ts';
import { journeyTemplates } from './journey-templates.ts';

const [, preventive] = journeyTemplates();
if (!preventive) throw new Error('no template');
const AS = { key: 'mia', name: 'Mía' };

const changed = (key: string): MessageTemplate[] =>
  preventive.messages.filter((message) => message.key === key).map((message) => ({ ...message, body: `${message.body} Otra cosa.` }));
const templatesOf = (copy: ReturnType<typeof copyJourney>) =>
  copy.document.nodes.flatMap((node) => (node.type === 'message' ? [node.config.template] : []));

describe('a copy of a journey', () => {
  it('has its own key and name and is otherwise the same, in a workspace that has no messages', () => {
    const copy = copyJourney(preventive, AS, []);
    expect(copy.document).toEqual({ ...preventive.document, ...AS });
    expect(copy.added).toEqual(preventive.messages);
    expect(copy.source).toEqual(preventive);
  });

  it('adds nothing where the workspace has the same words already', () => {
    const copy = copyJourney(preventive, AS, preventive.messages);
    expect(copy.added).toEqual([]);
    expect(copy.document).toEqual({ ...preventive.document, ...AS });
  });

  it('takes a key of its own, in document and messages, where the words differ, and leaves the others alone', () => {
    const copy = copyJourney(preventive, AS, changed('due-today'));
    expect(templatesOf(copy)).toEqual(['before-due', 'due-today-2', 'after-due']);
    expect(new Set(copy.added.map(({ key }) => key))).toEqual(new Set(['before-due', 'due-today-2', 'after-due']));
    expect(copy.source.document.nodes).toEqual(copy.document.nodes);
  });

  it('passes over a numbered key that has other words too, and shares one that has the same', () => {
    const second = changed('due-today').map((message) => ({ ...message, key: 'due-today-2' }));
    expect(templatesOf(copyJourney(preventive, AS, [...changed('due-today'), ...second]))[1]).toBe('due-today-3');
    const same = preventive.messages.filter(({ key }) => key === 'due-today').map((message) => ({ ...message, key: 'due-today-2' }));
    const copy = copyJourney(preventive, AS, [...changed('due-today'), ...same]);
    expect(templatesOf(copy)[1]).toBe('due-today-2');
    expect(copy.added.map(({ key }) => key)).not.toContain('due-today-2');
  });

  it('does not mix its words with those of another message that happens to have the key in another channel', () => {
    const push: MessageTemplate = { key: 'due-today', channel: 'push', language: 'es', subject: null, body: 'Otra cosa' };
    expect(templatesOf(copyJourney(preventive, AS, [push]))[1]).toBe('due-today-2');
  });

  it('of a copy adds nothing more, whatever the workspace had', () => {
    const present = fc
      .subarray([...preventive.messages])
      .chain((some) =>
        fc
          .array(fc.boolean(), { minLength: some.length, maxLength: some.length })
          .map((changes) => some.map((message, i) => (changes[i] ? { ...message, body: `${message.body}!` } : message))),
      );
    fc.assert(
      fc.property(present, (there) => {
        const first = copyJourney(preventive, AS, there);
        const places = [...there, ...first.added].map(({ key, channel, language }) => `${key} ${channel} ${language}`);
        expect(new Set(places).size).toBe(places.length);
        const after = [...there, ...first.added];
        const sent = messagesSentBy(first.document, after);
        const words = ({ channel, language, subject, body }: MessageTemplate) => JSON.stringify([channel, language, subject, body]);
        expect(new Set(sent.map(words))).toEqual(new Set(preventive.messages.map(words)));
        expect(copyJourney(preventive, AS, after).added).toEqual([]);
      }),
      thorough,
    );
  });
});
