// The rooms of the house and the direction of imports between them. `scripts/imports.test.ts` reads every import against this table.

const PURE = [
  'lib/base',
  'lib/facts',
  'lib/policy',
  'lib/message',
  'lib/journey',
  'lib/interpreter',
  'lib/simulation',
  'lib/learning',
  'lib/templates',
  'lib/kpi',
];
const LIB = [...PURE, 'lib/db', 'lib/portfolio', 'lib/channels', 'lib/runner', 'lib/insights', 'lib/api'];

/** Packages a pure room may use: they read no clock, file or network and run in the browser too. */
const PURE_PACKAGES = ['zod', 'liquidjs', '@dagrejs/dagre'];
/** What draws or serves pages: no room of lib/ below lib/server depends on it. */
const SCREEN_PACKAGES = [
  ...['react', 'react-dom', 'next', 'next-intl', 'server-only', 'radix-ui', 'sonner', 'zustand'],
  ...['@tanstack/react-query', '@tanstack/react-virtual', '@xyflow/react', 'echarts', 'react-querybuilder'],
];
const DATABASE_PACKAGES = ['pg', 'pg-boss', 'drizzle-orm', 'drizzle-kit', '@electric-sql/pglite', 'better-auth'];
const NOT_IN_BROWSER = [...DATABASE_PACKAGES, 'exceljs', 'server-only', 'node:*'];

/** The rooms of screens: each imports the kit, the contract of the API and the pure rooms, never another screen. */
const SCREENS = [
  'journeys',
  'studio',
  'insights',
  'debtor',
  'portfolio',
  'desk',
  'policy',
  'portal',
  'templates',
  'settings',
  'inbox',
  'shell',
  'sign-in',
].map((name) => `components/${name}`);

export interface Room {
  /** Folder from the root, without a slash at its end. */
  readonly name: string;
  /** Other rooms it may import; its own is always allowed. */
  readonly imports: readonly string[];
  /** No clock, randomness, files, network, database or React: of packages only those in PURE_PACKAGES. */
  readonly pure?: boolean;
  /** Packages it may not import, each with its subpaths; `node:*` stands for Node's own modules. */
  readonly without?: readonly string[];
}

const pure = (name: string, imports: readonly string[]): Room => ({ name, imports, pure: true });
const SHARED = ['components/chart', 'components/contact', 'components/failure', 'components/icon'];
const ROWS_OF_SCREENS = SCREENS.map(
  (name): Room => ({ name, imports: ['components/ui', ...SHARED, 'lib/api', 'messages', ...PURE], without: NOT_IN_BROWSER }),
);

/** What several screens share, above the kit: charts, what they show of a contact, of what could not be fetched, and the signs of channels and steps. */
const SHARED_ROOMS = SHARED.map(
  (name): Room => ({ name, imports: ['components/ui', 'components/icon', 'lib/api', 'messages', ...PURE], without: NOT_IN_BROWSER }),
);

/** The rows of the architecture's table: pure rooms first, pages and commands last. */
export const rooms: readonly Room[] = [
  pure('lib/base', []),
  pure('lib/facts', ['lib/base']),
  pure('lib/policy', ['lib/base']),
  pure('lib/message', ['lib/base', 'lib/facts']),
  pure('lib/learning', ['lib/base']),
  pure('lib/journey', ['lib/base', 'lib/facts', 'lib/policy', 'lib/learning']),
  pure('lib/interpreter', ['lib/base', 'lib/facts', 'lib/policy', 'lib/message', 'lib/learning', 'lib/journey']),
  pure('lib/simulation', ['lib/base', 'lib/facts', 'lib/policy', 'lib/message', 'lib/learning', 'lib/journey', 'lib/interpreter']),
  pure('lib/templates', ['lib/base', 'lib/facts', 'lib/policy', 'lib/message', 'lib/journey']),
  pure('lib/kpi', ['lib/base']),
  { name: 'lib/db', imports: PURE, without: SCREEN_PACKAGES },
  { name: 'lib/portfolio', imports: [...PURE, 'lib/db'], without: SCREEN_PACKAGES },
  { name: 'lib/channels', imports: PURE, without: [...SCREEN_PACKAGES, ...DATABASE_PACKAGES] },
  { name: 'lib/runner', imports: [...PURE, 'lib/db', 'lib/portfolio', 'lib/channels'], without: SCREEN_PACKAGES },
  { name: 'lib/insights', imports: [...PURE, 'lib/db'], without: SCREEN_PACKAGES },
  { name: 'lib/api', imports: PURE, without: [...SCREEN_PACKAGES, ...NOT_IN_BROWSER] },
  { name: 'lib/server', imports: [...LIB, 'messages'] },
  { name: 'lib/testing', imports: PURE },
  { name: 'messages', imports: [] },
  { name: 'components/ui', imports: [], without: NOT_IN_BROWSER },
  ...SHARED_ROOMS,
  ...ROWS_OF_SCREENS,
  {
    name: 'app',
    imports: [...LIB, 'lib/server', 'components/ui', ...SHARED, ...SCREENS, 'messages'],
    without: DATABASE_PACKAGES,
  },
  { name: 'scripts', imports: [...LIB, 'lib/testing', 'messages'], without: SCREEN_PACKAGES },
  { name: 'bench', imports: [...LIB, 'scripts'], without: SCREEN_PACKAGES },
  // Its stories see only the screens; its seed fills the database before the server opens it.
  { name: 'e2e', imports: [...LIB, 'messages', 'scripts'], without: SCREEN_PACKAGES },
];

/** Next's own entry points beside app/: they count as app. */
const APP_ENTRIES = ['instrumentation.ts', 'instrumentation-client.ts', 'proxy.ts'];

/** The room a path belongs to: `undefined` for settings at the root such as next.config.ts, which may import anything. */
export function roomOf(path: string): Room | undefined {
  const folder = APP_ENTRIES.includes(path) ? 'app/' : path;
  return rooms.find((room) => folder.startsWith(`${room.name}/`));
}

/** Whether a path is for tests alone: tests of every room may import it, and nothing else may. */
export const isForTests = (path: string): boolean => /\.test\.tsx?$|^(lib\/testing|e2e)\/|\/testing(-[a-z]+)*(\.ts$|\/)/.test(path);

/** Whether a pure room may import the package of this name. */
export const isPurePackage = (name: string): boolean => PURE_PACKAGES.includes(name);
