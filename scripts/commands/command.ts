/** Where a command writes: JSON lines on standard output, sentences on standard error. */
export interface CommandIo {
  stdout(line: string): void;
  stderr(line: string): void;
}

/**
 * A command of `cadenza`: the file `commands/NAME.ts` exports one as `command`. `run` answers the exit code: 0 done,
 * 1 the answer is no, 2 something cannot be read. What it opens it closes.
 */
export interface Command {
  readonly name: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  /** What `--help` prints: usage, then options. */
  readonly help: string;
  run(argv: readonly string[], io: CommandIo): Promise<number>;
}

/** The command line itself cannot be read; `cadenza` prints the message and exits 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
