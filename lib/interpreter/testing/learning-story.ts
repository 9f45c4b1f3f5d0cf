import { type JourneyDocument, readJourney } from '#lib/journey/document.ts';
import { all, bestAction, documentOf, due, enterBySegment, exit, later, message, type Story, split, wait } from './story.ts';

const by = (channel: string) => ({ channel: { mode: 'fixed', channel } });

/** Learns by which channel people are best told: from two days before the due date on, up to four times, four days apart. */
export const LEARNING: Pick<Story, 'nodes' | 'ways'> = {
  nodes: [
    enterBySegment(),
    wait('until', due(-2)),
    bestAction('which', {
      key: 'channel',
      arms: [{ id: 'email' }, { id: 'sms' }, { id: 'whatsapp' }],
      context: ['account.product'],
      reward: { event: 'payment.received', withinDays: 3 },
    }),
    message('email', by('email')),
    message('sms', by('sms')),
    message('whatsapp', by('whatsapp')),
    wait('rest', later(4, 'days', '10:00')),
    split('again', { more: all(['enrollment.visits', '<=', 3]) }),
    exit('told'),
  ],
  ways: [
    'in > until',
    'until > which',
    ...['email', 'sms', 'whatsapp'].flatMap((arm) => [`which.${arm} > ${arm}`, `${arm}.sent > rest`]),
    'rest > again',
    'again.more > which',
    'again.else > told',
  ],
};

/** The same as a document. */
export function learningJourney(key = 'learning'): JourneyDocument {
  const read = readJourney(documentOf(LEARNING, key));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
}
