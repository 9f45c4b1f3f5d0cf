import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { addDays, startOfDay } from '#lib/base/civil.ts';
import type { LocalDate } from '#lib/base/instant.ts';
import { debtorsOf, type Portfolio } from '#lib/interpreter/simulate.ts';
import { type JourneyDocument, readJourney } from '#lib/journey/document.ts';
import type { LoadedPortfolio } from '#lib/portfolio/load-file.ts';
import { type Mapping, readMapping } from '#lib/portfolio/mapping.ts';
import { simulateInThreads } from '#lib/runner/simulation-threads.ts';
import { type Behaviour, NOBODY_PAYS, readBehaviour } from '#lib/simulation/behaviour.ts';
import { reportOf, type SimulationReport } from '#lib/simulation/report.ts';
import { dateOf, loadFile, portfolioOf, readWith, tellRefused } from '../portfolio-in-memory.ts';
import { type Command, type CommandIo, UsageError } from './command.ts';

const TOPIC_DAYS = 3;
const MOST_DAYS = 3_660;

/** Runs a journey over a portfolio on a virtual clock, in worker threads, and prints what it came to. */
export const command: Command = {
  name: 'simulate',
  summary: 'run a journey over a portfolio on a virtual clock, under what is assumed of people',
  help: [
    'usage: cadenza simulate JOURNEY --portfolio FILE --map MAPPING --from DATE --days N [--seed S] [--behaviour WHAT]',
    '                        [--policy CODE] [--threads N] [--against JOURNEY]',
    '',
    'Reads a portfolio file by a mapping (cadenza.mapping/1) and runs the journey over it for N days from the start of DATE in the',
    'mapping’s time zone, with the interpreter that runs in production and nothing sent or written. What the file says of an account',
    'is true at the first date in the file; what happened between then and DATE has happened, unseen by the journey.',
    '',
    'Prints one JSON object a line: what was simulated; then {"day", …}, {"stage", …}, {"node", …}, {"channel", …}, {"reason", "steps"},',
    '{"paid": [{"currency", "amount", "settled"}], "afterPayment"}: what came in, and contacts made about an account that owed nothing any more,',
    '{"enrollments": {"<outcome>": n}}, with the runs still under way as "live", and {"total", …}. A day, stage and node has "contacts",',
    '"cost" (minor units; null where no cost is stated) and "notSent": {"<reason>": n}. A task that was put in front of somebody is a contact.',
    '',
    '  --seed S          any text; the same seed gives the same result on any number of threads. Default 1',
    '  --behaviour WHAT  what people do after DATE:',
    '                    file    what the file says, and nothing else (default)',
    '                    nobody  nothing: nobody pays',
    '                    FILE    a model (cadenza.behaviour/1) of payments, promises and answers by bucket and channel, in place of what',
    '                            the file says after DATE; it may state costs and how much a channel carries a day',
    '  --policy CODE     a country’s contact policy (CO, MX …) for debtors without a country of their own; default none',
    '  --threads N       worker threads; by default one for each core',
    '  --against JOURNEY a second journey, over the same people with the same random numbers. Each line then says {"of": "journey"} or',
    '                    {"of": "against"}, and a last one, {"of": "difference"}, the totals of the first minus those of the second',
    '',
    'Exits 0 when it ran, 1 when every row of the file was refused, 2 when something cannot be read.',
  ].join('\n'),
  async run(argv, io) {
    const request = readRequest(argv);
    const inputs = await readInputs(request, io);
    if (!inputs) return 2;
    if (inputs.loaded.accounts.length === 0 && inputs.loaded.refused.length > 0) return 1;
    const { journey, against } = inputs;
    const first = await reportFor(request, inputs, journey);
    if (!against) {
      tell(io, header(request, inputs, journey), first, {});
      return 0;
    }
    const second = await reportFor(request, inputs, against);
    tell(io, header(request, inputs, journey), first, { of: 'journey' });
    tell(io, header(request, inputs, against), second, { of: 'against' });
    io.stdout(JSON.stringify({ of: 'difference', total: difference(first, second) }));
    return 0;
  },
};

interface Request {
  readonly journey: string;
  readonly against: string | null;
  readonly portfolio: string;
  readonly map: string;
  readonly from: LocalDate;
  readonly days: number;
  readonly seed: string;
  readonly behaviour: string;
  readonly policyCode: string | null;
  readonly threads: number;
}

function readRequest(argv: readonly string[]): Request {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      portfolio: { type: 'string' },
      map: { type: 'string' },
      from: { type: 'string' },
      days: { type: 'string' },
      seed: { type: 'string', default: '1' },
      behaviour: { type: 'string', default: 'file' },
      policy: { type: 'string', default: 'none' },
      threads: { type: 'string' },
      against: { type: 'string' },
    },
  });
  const [journey] = positionals;
  if (journey === undefined || positionals.length > 1)
    throw new UsageError('simulate needs one journey: cadenza simulate JOURNEY --portfolio FILE --map MAPPING --from DATE --days N');
  const { portfolio, map, policy, seed, behaviour, against = null } = values;
  const from = dateOf('--from', values.from);
  if (portfolio === undefined) throw new UsageError('simulate needs a portfolio: --portfolio FILE');
  if (map === undefined) throw new UsageError('simulate needs a mapping: --map MAPPING');
  if (from === null) throw new UsageError('simulate needs its first day: --from YYYY-MM-DD');
  return {
    journey,
    against,
    portfolio,
    map,
    from,
    days: countOf('--days', values.days, MOST_DAYS),
    seed,
    behaviour,
    policyCode: policy === 'none' ? null : policy,
    threads: values.threads === undefined ? availableParallelism() : countOf('--threads', values.threads, 256),
  };
}

function countOf(option: string, text: string | undefined, most: number): number {
  if (text === undefined) throw new UsageError(`simulate needs how many days: ${option} N`);
  if (!/^[0-9]{1,6}$/.test(text) || Number(text) < 1 || Number(text) > most)
    throw new UsageError(`${option} ${text} is not a whole number from 1 to ${most}`);
  return Number(text);
}

interface Inputs {
  readonly journey: JourneyDocument;
  readonly against: JourneyDocument | null;
  readonly mapping: Mapping;
  readonly loaded: LoadedPortfolio;
  readonly portfolio: Portfolio;
  readonly behaviour: Behaviour;
}

/** Null, and the problems are told, where something cannot be read. */
async function readInputs(request: Request, io: CommandIo): Promise<Inputs | null> {
  const journey = await readWith(request.journey, readJourney, io);
  const against = request.against === null ? null : await readWith(request.against, readJourney, io);
  const mapping = await readWith(request.map, (text) => readMapping(JSON.parse(text)), io);
  const isWord = request.behaviour === 'file' || request.behaviour === 'nobody';
  const behaviour = isWord ? NOBODY_PAYS : await readWith(request.behaviour, (text) => readBehaviour(JSON.parse(text)), io);
  if (!journey || !mapping || !behaviour || (request.against !== null && !against)) return null;
  const loaded = await loadFile(request.portfolio, mapping, io);
  if (!loaded) return null;
  tellRefused(loaded, request.portfolio, io);
  return { journey, against, mapping, loaded, behaviour, portfolio: portfolioOf(loaded, mapping) };
}

async function reportFor(request: Request, inputs: Inputs, journey: JourneyDocument): Promise<SimulationReport> {
  const { mapping, loaded, portfolio, behaviour } = inputs;
  const { timezone } = mapping;
  const { policyCode, seed, threads, days } = request;
  const from = startOfDay(request.from, timezone);
  const tally = await simulateInThreads({
    plan: {
      journey,
      statedAt: loaded.span ? Math.min(from, startOfDay(loaded.span.first, timezone)) : from,
      from,
      to: startOfDay(addDays(request.from, days), timezone) - 1,
      timezone,
      seed,
      behaviour,
      withEvents: request.behaviour === 'file',
    },
    policyCode,
    topicDays: TOPIC_DAYS,
    debtors: debtorsOf(portfolio),
    threads,
  });
  if (!tally) throw new Error('the simulation was stopped');
  return reportOf(journey, tally, behaviour);
}

function header({ from, days, seed, behaviour, policyCode }: Request, { mapping }: Inputs, { key }: JourneyDocument) {
  return { simulated: key, from, days, timezone: mapping.timezone, seed, behaviour, policy: policyCode };
}

function tell(io: CommandIo, head: object, report: SimulationReport, of: object): void {
  const { debtors, accounts, total, enrollments, days, stages, nodes, channels, reasons, places, paid, afterPayment } = report;
  const lines = [
    { ...head, debtors, accounts },
    ...days,
    ...stages,
    ...nodes,
    ...channels,
    ...reasons,
    ...places,
    { paid, afterPayment },
    { enrollments },
    { total },
  ];
  for (const line of lines) io.stdout(JSON.stringify({ ...of, ...line }));
}

function difference({ total: a }: SimulationReport, { total: b }: SimulationReport) {
  const reasons = [...new Set([...Object.keys(a.notSent), ...Object.keys(b.notSent)])].sort();
  return {
    contacts: a.contacts - b.contacts,
    cost: a.cost === null || b.cost === null ? null : a.cost - b.cost,
    notSent: Object.fromEntries(reasons.map((reason) => [reason, (a.notSent[reason] ?? 0) - (b.notSent[reason] ?? 0)])),
  };
}
