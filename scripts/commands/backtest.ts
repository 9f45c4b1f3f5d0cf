import { parseArgs } from 'node:util';
import { addDays, startOfDay } from '#lib/base/civil.ts';
import type { Instant, LocalDate } from '#lib/base/instant.ts';
import { type Backtest, backtest, tallyBacktest } from '#lib/interpreter/backtest.ts';
import { compile } from '#lib/interpreter/compile.ts';
import type { DebtorLog } from '#lib/interpreter/debtor-log.ts';
import type { Portfolio } from '#lib/interpreter/simulate.ts';
import { type JourneyDocument, readJourney } from '#lib/journey/document.ts';
import type { LoadedPortfolio } from '#lib/portfolio/load-file.ts';
import { type Mapping, readMapping } from '#lib/portfolio/mapping.ts';
import { policyInForce } from '#lib/runner/policy-in-force.ts';
import { dateOf, loadFile, portfolioOf, readWith, tellRefused } from '../portfolio-in-memory.ts';
import { type Command, type CommandIo, UsageError } from './command.ts';

/** Days after the last date in the file: what was drawn for late debts has its time. */
const DAYS_AFTER = 120;
const TOPIC_DAYS = 3;

/** Runs a journey over what has happened, in memory, and counts what it would have done. */
export const command: Command = {
  name: 'backtest',
  summary: 'run a journey over a past portfolio and count what it would have sent',
  help: [
    'usage: cadenza backtest JOURNEY --portfolio FILE --map MAPPING [--from DATE] [--to DATE] [--policy CODE]',
    '',
    'Reads a portfolio file by a mapping (cadenza.mapping/1) and runs the journey over its past, with the interpreter that',
    'runs in production and nothing sent or written. An account exists from its openedAt on, or from the start. Prints for',
    'each message or task node, in document order,',
    '  {"node", "contacts", "accountsTold", "notSent": {"<reason>": n}}',
    'where a task that was put in front of somebody is a contact, then one line',
    '  {"enrollments": {"<outcome>": n}}',
    'with the runs that were still under way as "live".',
    '',
    '  --from DATE, --to DATE  whole days, YYYY-MM-DD in the mapping’s time zone; by default from the first date in the file to',
    `                          the last plus ${DAYS_AFTER} days. What happened before --from has happened, unseen by the journey`,
    '  --policy CODE           a country’s contact policy (CO, MX …) for debtors without a country of their own; default none',
    '',
    'Exits 0 when the file was taken (rows may be refused, and are told on standard error), 1 when every row was refused, 2',
    'when the journey, the file or the mapping cannot be read.',
  ].join('\n'),
  async run(argv, io) {
    const planned = await planBacktest(argv, io);
    if (!planned.ok) return planned.code;
    const { nodes, enrollments } = tallyBacktest(planned.journey, planned.logs());
    for (const node of nodes) io.stdout(JSON.stringify(node));
    io.stdout(JSON.stringify({ enrollments }));
    return 0;
  },
};

/** A backtest that is ready to run, or the exit code where it cannot be. */
export type Planned =
  | { readonly ok: true; readonly journey: JourneyDocument; readonly portfolio: Portfolio; logs(): Iterable<DebtorLog> }
  | { readonly ok: false; readonly code: number };

/** Reads what the command line names; what cannot be read is told, and throws UsageError where the command line is wrong. */
export async function planBacktest(argv: readonly string[], io: CommandIo): Promise<Planned> {
  const request = readRequest(argv);
  const journey = await readWith(request.journey, readJourney, io);
  const mapping = await readWith(request.map, (text) => readMapping(JSON.parse(text)), io);
  if (!journey || !mapping) return { ok: false, code: 2 };
  const loaded = await loadFile(request.portfolio, mapping, io);
  if (!loaded) return { ok: false, code: 2 };
  tellRefused(loaded, request.portfolio, io);
  if (loaded.accounts.length === 0 && loaded.refused.length > 0) return { ok: false, code: 1 };
  const portfolio = portfolioOf(loaded, mapping);
  const inForce = await policyInForce({ policyCode: request.policyCode, topicDays: TOPIC_DAYS }, [compile(journey)]);
  const plan: Backtest = { journey, ...periodOf(request, loaded, mapping), timezone: mapping.timezone, ...inForce };
  return { ok: true, journey, portfolio, logs: () => backtest(portfolio, plan) };
}

interface Request {
  readonly journey: string;
  readonly portfolio: string;
  readonly map: string;
  readonly policyCode: string | null;
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
}

function readRequest(argv: readonly string[]): Request {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      portfolio: { type: 'string' },
      map: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
      policy: { type: 'string', default: 'none' },
    },
  });
  const [journey] = positionals;
  if (journey === undefined || positionals.length > 1)
    throw new UsageError('backtest needs one journey: cadenza backtest JOURNEY --portfolio FILE --map MAPPING');
  const { portfolio, map, policy } = values;
  if (portfolio === undefined) throw new UsageError('backtest needs a portfolio: --portfolio FILE');
  if (map === undefined) throw new UsageError('backtest needs a mapping: --map MAPPING');
  return {
    journey,
    portfolio,
    map,
    policyCode: policy === 'none' ? null : policy,
    from: dateOf('--from', values.from),
    to: dateOf('--to', values.to),
  };
}

/** Whole local days. What the file says of an account that has no beginning is true at the first date in the file. */
function periodOf(
  { from, to }: Pick<Request, 'from' | 'to'>,
  { span }: LoadedPortfolio,
  { timezone }: Mapping,
): { statedAt: Instant; from: Instant; to: Instant } {
  if (!span && !(from && to)) throw new UsageError('the file holds no dates: say --from and --to');
  const first = from ?? span?.first ?? '';
  const last = to ?? addDays(span?.last ?? '', DAYS_AFTER);
  if (last < first) throw new UsageError(`the period ends on ${last}, before it begins on ${first}`);
  const begin = startOfDay(first, timezone);
  const statedAt = span ? Math.min(begin, startOfDay(span.first, timezone)) : begin;
  return { statedAt, from: begin, to: startOfDay(addDays(last, 1), timezone) - 1 };
}
