import { type Bench, runBench } from './bench.ts';

/** `npm run bench [-- NAME] [-- full]`: each bench is a file here; it prints its figures beside a floor taken in the same run. All of them take less than five minutes. */
const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  validate: async () => (await import('./validate.ts')).bench,
  arms: async () => (await import('./arms.ts')).bench,
  simulate: async () => (await import('./simulate.ts')).bench,
  standing: async () => (await import('./standing.ts')).bench,
  tick: async () => (await import('./tick.ts')).bench,
  figures: async () => (await import('./figures.ts')).bench,
  canvas: async () => (await import('./canvas.ts')).bench,
};

process.exitCode = await runBench(benches, process.argv.slice(2));
