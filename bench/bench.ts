import { cpus, totalmem } from 'node:os';

/** One bench: prints a line for each figure. `full` asks for the large size. */
export interface Bench {
  run(print: (line: string) => void, full: boolean): Promise<void>;
}

/** Runs the bench named first on the command line; 2 where there is none such. */
export async function runBench(benches: Readonly<Record<string, () => Promise<Bench>>>, argv: readonly string[]): Promise<number> {
  const [name = ''] = argv.filter((word) => !word.startsWith('-') && word !== 'full');
  const load = Object.hasOwn(benches, name) ? benches[name] : undefined;
  if (!load) {
    process.stderr.write(`usage: npm run bench -- NAME [-- full]\nbenches: ${Object.keys(benches).join(', ')}\n`);
    return 2;
  }
  process.stdout.write(
    `${name} · ${new Date().toISOString()} · ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB · Node ${process.versions.node}\n`,
  );
  const bench = await load();
  await bench.run(
    (line) => process.stdout.write(`${line}\n`),
    argv.some((word) => word === 'full' || word === '--full'),
  );
  return 0;
}
