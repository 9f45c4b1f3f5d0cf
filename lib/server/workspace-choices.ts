import 'server-only';
import { COUNTRIES } from '#lib/base/country.ts';
import { isCurrency } from '#lib/base/money.ts';

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** What a workspace may be made of, named in the reader's language and in its order. */
export interface WorkspaceChoices {
  readonly countries: readonly Choice[];
  readonly zones: readonly Choice[];
  readonly currencies: readonly Choice[];
}

const kept = new Map<string, WorkspaceChoices>();

/** Names come from the server's Intl alone: a browser of another age may name a country otherwise. */
export function workspaceChoices(language: string): WorkspaceChoices {
  const known = kept.get(language);
  if (known) return known;
  const made = choicesIn(language);
  kept.set(language, made);
  return made;
}

function choicesIn(language: string): WorkspaceChoices {
  const regions = new Intl.DisplayNames(language, { type: 'region' });
  const money = new Intl.DisplayNames(language, { type: 'currency' });
  const order = new Intl.Collator(language);
  const sorted = (choices: Choice[]) => choices.sort((a, b) => order.compare(a.label, b.label));
  const currencies = Intl.supportedValuesOf('currency').filter(isCurrency);
  return {
    countries: sorted(COUNTRIES.map(({ code }) => ({ value: code, label: regions.of(code) ?? code }))),
    zones: [...new Set([...Intl.supportedValuesOf('timeZone'), ...COUNTRIES.map(({ zone }) => zone)])]
      .sort()
      .map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })),
    currencies: sorted(currencies.map((code) => ({ value: code, label: `${capital(money.of(code) ?? code)} (${code})` }))),
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
