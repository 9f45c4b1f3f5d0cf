import 'server-only';
import { randomUUID } from 'node:crypto';
import { createWriteStream, mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { USUAL_LIMIT_MB } from '#lib/api/imports-route.ts';
import { importsFolder } from '#lib/portfolio/import-sweep.ts';

const MEGABYTE = 1_000_000;

/** The most bytes that a browser may bring: `CADENZA_IMPORT_LIMIT_MB` megabytes, else 50. The shell has no limit. */
export function importLimit(): number {
  const said = Number(process.env.CADENZA_IMPORT_LIMIT_MB);
  return (Number.isFinite(said) && said > 0 ? said : USUAL_LIMIT_MB) * MEGABYTE;
}

/** A body that is larger than allowed; what had come of it is gone. */
export class UploadTooLarge extends Error {
  override readonly name = 'UploadTooLarge';
}

/** A file that was brought, where it lies. */
export interface StoredFile {
  readonly storedAs: string;
  readonly path: string;
  readonly size: number;
}

/** Where a stored file lies. */
export function storedPath(storedAs: string): string {
  return join(importsFolder(), storedAs);
}

/** Writes a body to the data directory as it comes, never more than a piece in memory. Throws UploadTooLarge; leaves nothing behind when it throws. */
export async function storeUpload(body: ReadableStream<Uint8Array>, limit: number): Promise<StoredFile> {
  mkdirSync(importsFolder(), { recursive: true, mode: 0o700 });
  const storedAs = randomUUID();
  const path = storedPath(storedAs);
  let size = 0;
  const counted = async function* (pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) {
      size += piece.byteLength;
      if (size > limit) throw new UploadTooLarge();
      yield piece;
    }
  };
  try {
    await pipeline(Readable.from(piecesOf(body)), counted, createWriteStream(path, { mode: 0o600 }));
    return { storedAs, path, size };
  } catch (error) {
    await removeStored(storedAs);
    throw error;
  }
}

/** Takes a stored file away; nothing happens where it is gone. */
export async function removeStored(storedAs: string | null): Promise<void> {
  if (storedAs !== null) await rm(storedPath(storedAs), { force: true });
}

async function* piecesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}
