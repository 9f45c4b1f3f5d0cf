import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Command, CommandIo } from './commands/command.ts';

const FOLDER = join(import.meta.dirname, 'commands');

const io: CommandIo = {
  stdout: (line) => process.stdout.write(`${line}\n`),
  stderr: (line) => process.stderr.write(`${line}\n`),
};

// A reader that has seen enough (`| head`) closes the pipe: that is no failure.
process.stdout.on('error', (error) => {
  if ('code' in error && error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await main(process.argv.slice(2));

async function main([name, ...argv]: string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === 'help') {
    for (const line of await overview()) io.stdout(line);
    return name === undefined ? 2 : 0;
  }
  const command = await load(name);
  if (!command) {
    io.stderr(`There is no command ${name}. \`cadenza --help\` lists them.`);
    return 2;
  }
  if (argv.includes('--help')) {
    io.stdout(command.help);
    return 0;
  }
  return guarded(command, argv);
}

/** What a command throws is told in its own sentence; the stack only to who asks for it. */
async function guarded(command: Command, argv: readonly string[]): Promise<number> {
  try {
    return await command.run(argv, io);
  } catch (error) {
    io.stderr(error instanceof Error ? error.message : String(error));
    if (process.env.CADENZA_DEBUG) io.stderr(error instanceof Error ? (error.stack ?? '') : '');
    return 2;
  }
}

/** Only the command that was asked for is read, so that `lint` starts fast and opens no database. */
async function load(name: string): Promise<Command | undefined> {
  if (!/^[a-z-]+$/.test(name) || !existsSync(join(FOLDER, `${name}.ts`))) return undefined;
  const file: { command?: Command } = await import(`./commands/${name}.ts`);
  return file.command;
}

async function overview(): Promise<string[]> {
  const names = readdirSync(FOLDER).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const commands = await Promise.all(names.map((file) => load(file.slice(0, -3))));
  const lines = commands.flatMap((command) => (command ? [`  ${command.name.padEnd(10)} ${command.summary}`] : []));
  return ['usage: npm run --silent cadenza -- COMMAND [ARGUMENT…]', '', ...lines, '', 'Each tells more with --help.'];
}
