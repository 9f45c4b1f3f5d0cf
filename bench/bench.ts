import { cpus, totalmem } from 'node:os';

/** One bench: prints a line for each figure. `full` asks for the large size. */
export interface Bench {
  /** True where it is run by its name, or with all the others where `full` is asked for: it builds the pages first, which takes minutes. */
  readonly isSlow?: boolean;
  run(print: (line: string) => void, full: boolean): Promise<void>;
}

/** Runs the bench named first on the command line, or all of them, one after the other; 2 where there is none such. */
export async function runBench(benches: Readonly<Record<string, () => Promise<Bench>>>, argv: readonly string[]): Promise<number> {
  const [name] = argv.filter((word) => !word.startsWith('-') && word !== 'full');
  if (name !== undefined && !Object.hasOwn(benches, name)) {
    process.stderr.write(`usage: npm run bench [-- NAME] [-- full]\nbenches: ${Object.keys(benches).join(', ')}\n`);
    return 2;
  }
  const full = argv.some((word) => word === 'full' || word === '--full');
  const begun = performance.now();
  const print = (line: string) => process.stdout.write(`${line}\n`);
  for (const [one, load] of Object.entries(benches).filter(([key]) => name === undefined || key === name)) {
    const bench = await load();
    if (bench.isSlow && name === undefined && !full) {
      print(`${one}: by its name alone, it takes minutes`);
      continue;
    }
    print(
      `${one} · ${new Date().toISOString()} · ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB · Node ${process.versions.node}`,
    );
    const from = performance.now();
    await bench.run(print, full);
    print(`${one}: ${secondsSince(from)} s\n`);
  }
  if (name === undefined) print(`all: ${secondsSince(begun)} s`);
  return 0;
}

const secondsSince = (from: number): string => ((performance.now() - from) / 1_000).toFixed(0);
