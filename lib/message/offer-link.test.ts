import { describe, expect, it } from 'vitest';
import { withOfferLink } from './offer-link.ts';
import { renderMessage } from './render.ts';
import { STAND_IN_TEMPLATE } from './template.ts';
import { sight } from './testing.ts';

const LINK = 'https://pagos.example/o/00abc';
const EMAIL = { ...STAND_IN_TEMPLATE, key: 'k', channel: 'email', language: 'es', subject: 'Una salida', body: 'Hola.' };
const rendered = (template: Partial<typeof EMAIL> & { extras?: object }) => {
  const answer = renderMessage(withOfferLink({ ...EMAIL, ...template }), { ...sight(), offerLink: LINK });
  if (!answer.ok) throw new Error(answer.problem);
  return answer;
};

describe('the link of an offer that its words name nowhere', () => {
  it('stands below the words, and above the foot of an e-mail', () => {
    expect(rendered({}).body).toBe(`Hola.\n\n${LINK}`);
    const { html, body } = rendered({ body: 'Hola.\n\n---\nResponde SALIR.' });
    expect(body).toBe(`Hola.\n\n${LINK}\n\nResponde SALIR.`);
    expect(html?.indexOf(`>${LINK}</a>`)).toBeLessThan(html?.indexOf('Responde SALIR.') ?? 0);
    expect(html).toContain(`<p style="margin:0">Hola.</p><p style="margin:16px 0 0"><a href="${LINK}"`);
  });

  it('is read by everybody where only some have a foot', () => {
    const body = "{% if debtor.id %}Hola.{% endif %}\n{% if debtor.country == 'XX' %}\n---\nResponde SALIR.\n{% endif %}";
    expect(rendered({ body }).body).toBe(`Hola.\n\n${LINK}`);
    const said = "Hola.\n{% if debtor.country == 'CO' %}\n---\nResponde SALIR.\n{% endif %}";
    expect(rendered({ body: said }).body).toBe(`Hola.\n\n${LINK}\n\nResponde SALIR.`);
  });

  it('stands in what is drawn of MJML and in its twin, each for itself', () => {
    const drawn = '<html><head></head><body><p>Hola.</p></body></html>';
    const { html, body } = rendered({ extras: { mjml: '<mj-text>Hola.</mj-text>', html: drawn } });
    expect(html).toContain(`<a href="${LINK}">${LINK}</a></p></body>`);
    expect(body).toBe(`Hola.\n\n${LINK}`);
    const named = rendered({ body: 'Hola: {{ offer.link }}', extras: { mjml: '…', html: drawn } });
    expect(named.html).toContain(`href="${LINK}"`);
    expect(named.body).toBe(`Hola: ${LINK}`);
  });

  it('is left where its author put it: in the words, or in the button', () => {
    expect(rendered({ body: 'Mira {{ offer.link }}\n---\nSALIR' }).body).toBe(`Mira ${LINK}\n\nSALIR`);
    const extras = { button: { label: 'Ver', link: '{{ offer.link }}' } };
    expect(rendered({ extras }).body).toBe(`Hola.\n\nVer: ${LINK}`);
  });
});
