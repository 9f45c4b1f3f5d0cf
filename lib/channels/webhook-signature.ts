import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';
const SECRET_BYTES = 32;

/** A new secret as the Standard Webhooks specification writes it: `whsec_` and 32 random bytes in base64. */
export function newSigningSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString('base64');
}

/**
 * The value of `webhook-signature` (Standard Webhooks): for each secret `v1,` and the HMAC-SHA256 of `id.timestamp.body` in
 * base64, parted by spaces. `seconds` is the instant of this attempt, whole seconds since 1970. Throws for a text that is no secret.
 */
export function signatureOf(secrets: readonly string[], id: string, seconds: number, body: string): string {
  return secrets
    .map((secret) => `v1,${createHmac('sha256', keyOf(secret)).update(`${id}.${seconds}.${body}`, 'utf8').digest('base64')}`)
    .join(' ');
}

function keyOf(secret: string): Buffer {
  const key = Buffer.from(secret.replace(PREFIX, ''), 'base64');
  if (!secret.startsWith(PREFIX) || key.length === 0) throw new Error('A signing secret begins with whsec_ and goes on in base64.');
  return key;
}
