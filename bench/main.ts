import { type Bench, runBench } from './bench.ts';

/** `npm run bench -- NAME [-- full]`: each bench is a file here; it prints its figures beside a floor taken in the same run. */
const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  arms: async () => (await import('./arms.ts')).bench,
  canvas: async () => (await import('./canvas.ts')).bench,
  figures: async () => (await import('./figures.ts')).bench,
  simulate: async () => (await import('./simulate.ts')).bench,
  tick: async () => (await import('./tick.ts')).bench,
  validate: async () => (await import('./validate.ts')).bench,
};

process.exitCode = await runBench(benches, process.argv.slice(2));
