import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isLocalDate } from '#lib/base/civil.ts';
import type { LocalDate } from '#lib/base/instant.ts';
import type { Read } from '#lib/base/problem.ts';
import type { Portfolio } from '#lib/interpreter/simulate.ts';
import { portfolioFile } from '#lib/portfolio/file-content.ts';
import { FileRefused } from '#lib/portfolio/file-refused.ts';
import { type LoadedPortfolio, loadPortfolio } from '#lib/portfolio/load-file.ts';
import type { Mapping } from '#lib/portfolio/mapping.ts';
import { type CommandIo, UsageError } from './commands/command.ts';

/** Refused rows that are told one by one. */
const MOST_ROWS_TOLD = 20;

/** A date of the command line; null where it was left out. */
export function dateOf(option: string, text: string | undefined): LocalDate | null {
  if (text === undefined) return null;
  if (!isLocalDate(text)) throw new UsageError(`${option} ${text} is not a date: write YYYY-MM-DD`);
  return text;
}

/** Null, and the problems are told, where the file cannot be read. */
export async function readWith<T>(file: string, read: (text: string) => Read<T>, io: CommandIo): Promise<T | null> {
  if (!existsSync(file)) throw new UsageError(`there is no file ${file}`);
  const outcome = readText(file, await readFile(file), read);
  if (outcome.ok) return outcome.value;
  for (const { path, message } of outcome.problems) io.stderr(`${file}: ${path}: ${message}`);
  return null;
}

function readText<T>(file: string, bytes: Uint8Array, read: (text: string) => Read<T>): Read<T> {
  try {
    return read(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new UsageError(error instanceof SyntaxError ? `${file} is not JSON: ${error.message}` : `${file} is not UTF-8; save it as UTF-8`);
  }
}

/** Null, and the reason is told, where the portfolio file cannot be read. */
export async function loadFile(file: string, mapping: Mapping, io: CommandIo): Promise<LoadedPortfolio | null> {
  if (!existsSync(file)) throw new UsageError(`there is no file ${file}`);
  try {
    return await loadPortfolio((await portfolioFile(file)).content, mapping);
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    io.stderr(`${file}: ${error.message}`);
    return null;
  }
}

/** Tells the rows that were not taken. */
export function tellRefused({ refused }: LoadedPortfolio, file: string, io: CommandIo): void {
  for (const { row, reason } of refused.slice(0, MOST_ROWS_TOLD)) io.stderr(`${file}: row ${row}: ${reason}`);
  if (refused.length > MOST_ROWS_TOLD)
    io.stderr(`${file}: ${refused.length - MOST_ROWS_TOLD} more rows were refused; cadenza import --check lists them all`);
}

/** A portfolio file in the terms of a run in memory. */
export function portfolioOf({ debtors, accounts, events }: LoadedPortfolio, { currency }: Mapping): Portfolio {
  return {
    debtors,
    accounts: accounts.map((account) => ({ ...account, currency: account.currency ?? currency })),
    events: events.map(({ at, type, account = null, debtor = null, payload, externalId = null }) => {
      const held = typeof payload === 'object' && payload !== null ? { ...payload } : {};
      return { at, type, account, debtor, payload: held, externalId };
    }),
  };
}
