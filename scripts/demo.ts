// `npm run demo`: the whole product on this machine, with a portfolio to try it on. Its data stays in .data/ (or in DATABASE_URL).
import { z } from 'zod';
import { ensureBuilt } from './build.ts';
import { fill, HOST, liveWith, startServer, tryPort, untilAnswering } from './serve.ts';

const DEFAULT_PORT = 3000;

const signIn = z.object({ email: z.string(), password: z.string() });
const lastLine = z.object({ signIn });

try {
  await demo();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

async function demo(): Promise<void> {
  const port = readPort(process.env.PORT);
  await takePort(port);
  console.error('Opening the database; a new one is first filled with a demo portfolio (about a minute)…');
  // Beside each other: one is the database's work, the other the compiler's. A fault of either is told when both have ended.
  const [filled, built] = await Promise.allSettled([fill(['scripts/cadenza.ts', 'seed'], process.env), ensureBuilt()]);
  if (built.status === 'rejected') throw built.reason;
  if (filled.status === 'rejected') throw filled.reason;
  const { email, password } = readSignIn(filled.value);
  const server = startServer(port, process.env);
  liveWith(server);
  const address = `http://${HOST}:${port}`;
  await untilAnswering(server, address);
  console.log(`\nCadenza answers at ${address}\nSign in with ${email} and ${password}\nCtrl-C stops it; what was done is kept.`);
}

/** Seeding ends with a line that tells whom to sign in as. */
function readSignIn(lines: string): z.infer<typeof signIn> {
  return lastLine.parse(JSON.parse(lines.trim().split('\n').at(-1) ?? '')).signIn;
}

function readPort(text: string | undefined): number {
  const port = Number(text || DEFAULT_PORT);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Error(`PORT is ${text}, which is no port: choose a number from 1 to 65535, such as PORT=3001 npm run demo.`);
}

async function takePort(port: number): Promise<void> {
  try {
    await tryPort(port);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error;
    if (code === 'EADDRINUSE')
      throw new Error(`Port ${port} is taken by another program: stop that one, or choose another with PORT=${port + 1} npm run demo.`);
    throw new Error(`Port ${port} cannot be used (${code}): choose another with PORT=${DEFAULT_PORT + 1} npm run demo.`);
  }
}
