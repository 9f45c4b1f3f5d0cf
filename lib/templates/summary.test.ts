import { expect, it } from 'vitest';
import { journeyTemplates } from './journey-templates.ts';
import { summaryOf } from './summary.ts';

it('a journey is summed up by its steps, channels, days and what brings accounts in', () => {
  const sums = journeyTemplates().map(({ document }) => [document.key, summaryOf(document)]);
  expect(Object.fromEntries(sums)).toEqual({
    'welcome-einvoice': { steps: 7, channels: ['email', 'sms', 'whatsapp'], hasTasks: false, days: null, event: 'account.opened' },
    preventive: { steps: 3, channels: ['email', 'sms'], hasTasks: false, days: { from: -10, to: 30 }, event: null },
    'mid-delinquency': { steps: 10, channels: ['email', 'sms', 'whatsapp'], hasTasks: true, days: { from: 31, to: 60 }, event: null },
    'promise-to-pay': { steps: 8, channels: ['email', 'sms', 'whatsapp'], hasTasks: true, days: null, event: 'promise.made' },
    'cancelled-accounts': {
      steps: 10,
      channels: ['email', 'sms', 'whatsapp', 'letter'],
      hasTasks: true,
      days: null,
      event: 'account.cancelled',
    },
  });
});
