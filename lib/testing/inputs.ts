import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';
import { INPUTS_ABSENT } from './not-run-reporter.ts';

const projectRoot = join(import.meta.dirname, '..', '..');

/** The folder of public inputs that may not be copied into the project: `$CADENZA_INPUTS`, else `../shared/data` beside it. */
export const inputsFolder = process.env.CADENZA_INPUTS ?? join(projectRoot, '..', 'shared', 'data');

/** The absolute path of such an input, e.g. `1-portfolios/loan-payments-500.csv`; nobody promises that it exists. */
export const inputPath = (name: string): string => join(inputsFolder, name);

/**
 * A suite that reads inputs which may not be copied. Where one of the files is absent its tests are neither passed nor failed:
 * the run prints `not run: N (inputs absent)`. The suite must read its files inside its tests, never while it is being described.
 */
export function describeWithInputs(name: string, inputs: readonly string[], suite: () => void): void {
  const present = inputs.every((input) => existsSync(inputPath(input)));
  describe.runIf(present)(present ? name : `${name} ${INPUTS_ABSENT}`, suite);
}
