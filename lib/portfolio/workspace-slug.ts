import type { Sql } from '#lib/db/client.ts';

const MAX_LENGTH = 40;

/** A name as a part of an address: “Crédito Ñandú, S.A.” → `credito-nandu-s-a`. Empty where no Latin letter or digit is in it. */
export function slugOf(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_LENGTH)
    .replace(/^-+|-+$/g, '');
}

/** The first of `slug`, `slug-2`, `slug-3`… that no workspace has. Whoever then makes one keeps others from doing so meanwhile. */
export async function freeSlug(tx: Sql, name: string): Promise<string> {
  const slug = slugOf(name) || 'workspace';
  const taken = await tx.query<{ slug: string }>(`select slug from workspace where slug = $1 or slug like $1 || '-%'`, [slug]);
  const names = new Set(taken.map((row) => row.slug));
  if (!names.has(slug)) return slug;
  let number = 2;
  while (names.has(`${slug}-${number}`)) number++;
  return `${slug}-${number}`;
}
