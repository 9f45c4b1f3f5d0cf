import type debtor from './debtor.es.json';
import type es from './es.json';
import type findings from './findings.es.json';
import type imports from './import.es.json';
import type insights from './insights.es.json';
import type journeys from './journeys.es.json';
import type outside from './outside.es.json';
import type policy from './policy.es.json';
import type settings from './settings.es.json';
import type simulation from './simulation.es.json';
import type studio from './studio.es.json';
import type templates from './templates.es.json';

/** All that people read, in one language: the frame's catalogue and one of each screen, which keep to namespaces of their own. */
export type Catalogue = typeof es &
  typeof debtor &
  typeof findings &
  typeof imports &
  typeof insights &
  typeof journeys &
  typeof outside &
  typeof policy &
  typeof settings &
  typeof simulation &
  typeof studio &
  typeof templates;

type Part = Promise<{ readonly default: object }>;

const parts: Readonly<Record<'es' | 'en' | 'pt', readonly (() => Part)[]>> = {
  es: [
    () => import('./es.json'),
    () => import('./debtor.es.json'),
    () => import('./findings.es.json'),
    () => import('./import.es.json'),
    () => import('./insights.es.json'),
    () => import('./journeys.es.json'),
    () => import('./outside.es.json'),
    () => import('./policy.es.json'),
    () => import('./settings.es.json'),
    () => import('./simulation.es.json'),
    () => import('./studio.es.json'),
    () => import('./templates.es.json'),
  ],
  en: [
    () => import('./en.json'),
    () => import('./debtor.en.json'),
    () => import('./findings.en.json'),
    () => import('./import.en.json'),
    () => import('./insights.en.json'),
    () => import('./journeys.en.json'),
    () => import('./outside.en.json'),
    () => import('./policy.en.json'),
    () => import('./settings.en.json'),
    () => import('./simulation.en.json'),
    () => import('./studio.en.json'),
    () => import('./templates.en.json'),
  ],
  pt: [
    () => import('./pt.json'),
    () => import('./debtor.pt.json'),
    () => import('./findings.pt.json'),
    () => import('./import.pt.json'),
    () => import('./insights.pt.json'),
    () => import('./journeys.pt.json'),
    () => import('./outside.pt.json'),
    () => import('./policy.pt.json'),
    () => import('./settings.pt.json'),
    () => import('./simulation.pt.json'),
    () => import('./studio.pt.json'),
    () => import('./templates.pt.json'),
  ],
};

/** Every sentence of the language. `messages.test.ts` sees to it that the three say the same. */
export async function catalogueOf(language: 'es' | 'en' | 'pt'): Promise<Catalogue> {
  const read = await Promise.all(parts[language].map((part) => part()));
  return Object.assign({}, ...read.map((one) => one.default));
}
