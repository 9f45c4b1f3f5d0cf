/** Words by which a person asks in Spanish, Portuguese or English not to be written to, as the whole of a message. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  [
    ...['stop', 'stopall', 'unsubscribe', 'end', 'quit', 'cancel', 'opt out', 'optout', 'remove', 'remove me', 'no more'],
    ...['alto', 'baja', 'dar de baja', 'darme de baja', 'deme de baja', 'dame de baja', 'cancelar', 'salir', 'pare', 'paren', 'parar'],
    ...['no mas', 'no mas mensajes', 'no molestar', 'no molesten', 'desuscribir', 'desuscribirme', 'no me escriban', 'no me escriba mas'],
    ...['sair', 'remover', 'descadastrar', 'descadastre', 'nao quero', 'nao quero mais', 'parem', 'nao me escreva mais', 'chega'],
  ].map(bare),
);

/** What people add to be kind, or not. */
const AROUND = /\b(por favor|porfavor|please|gracias|obrigad[oa]|thanks|thank you|ya|ahora|now|agora|ja)\b/g;

/**
 * True where the whole message asks to stop (policy.md, SMS): case, accents, signs and courtesies do not count. A message
 * that only contains such a word does not: "quiero cancelar mi deuda" is somebody who pays.
 */
export function asksToStop(text: string): boolean {
  const plain = bare(text);
  return STOP_WORDS.has(plain) || STOP_WORDS.has(bare(plain.replace(AROUND, ' ')));
}

function bare(text: string): string {
  return text
    .slice(0, 200)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
