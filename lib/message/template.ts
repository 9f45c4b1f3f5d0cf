import type { Channel } from '#lib/facts/debtor.ts';
import type { MessageExtras } from './extras.ts';

/** A message as it was written: Liquid text for one key, channel and language. Each of the three may be `*`, any. */
export interface MessageTemplate {
  readonly key: string;
  readonly channel: string;
  /** As `es` or `pt-BR`. */
  readonly language: string;
  /** Liquid too; null where the channel has no subject. */
  readonly subject: string | null;
  /** What is said in plain text; of an e-mail in MJML its twin. */
  readonly body: string;
  /** What only some messages have; absent or null: nothing of it. */
  readonly extras?: MessageExtras | null;
}

const ANY = '*';

/** Serves every key, channel and language, where contacts are counted and their words do not matter: cases and backtests. */
export const STAND_IN_TEMPLATE: MessageTemplate = {
  key: ANY,
  channel: ANY,
  language: ANY,
  subject: null,
  body: "{{ debtor.id }}: {{ accounts | map: 'id' | join: ', ' }}",
};

/**
 * The template to send: of this key, for the channel itself rather than for any, in the first of `languages` that it is
 * written in (`pt-BR` is served by `pt`, and `pt` by `pt-BR`), else one that is in any language. Null where there is
 * none: nothing is sent in words that the reader may not understand.
 */
export function chooseTemplate(
  templates: readonly MessageTemplate[],
  key: string,
  channel: Channel,
  languages: readonly (string | null)[],
): MessageTemplate | null {
  for (const wantedKey of [key, ANY]) {
    for (const wantedChannel of [channel, ANY]) {
      const written = templates.filter((template) => template.key === wantedKey && template.channel === wantedChannel);
      const found = written.length === 0 ? null : inLanguage(written, languages);
      if (found) return found;
    }
  }
  return null;
}

function inLanguage(written: readonly MessageTemplate[], languages: readonly (string | null)[]): MessageTemplate | null {
  for (const language of languages) {
    if (language === null) continue;
    const found =
      written.find((template) => template.language === language) ??
      written.find((template) => template.language === mainOf(language)) ??
      written.find((template) => mainOf(template.language) === mainOf(language));
    if (found) return found;
  }
  return written.find((template) => template.language === ANY) ?? null;
}

/** `pt-BR` → `pt`. */
function mainOf(language: string): string {
  return language.split('-', 1)[0] ?? language;
}
