import { builtinModules } from 'node:module';
import { join } from 'node:path/posix';
import { readMentions } from './read-imports.ts';
import { isForTests, isPurePackage, type Room, roomOf } from './rooms.ts';

/** What is wrong with the imports of one source file; `path` is from the root, with forward slashes. One sentence each, with the line. */
export function checkImports(path: string, source: string): string[] {
  const room = roomOf(path);
  if (!room && /^(lib|components|bench|e2e)\//.test(path)) return [`${path}: stands in no room; give it one in scripts/rooms.ts`];
  const { imports, impurities } = readMentions(path, source);
  const wrong = imports.map(({ name, line }) => at(path, line, judge(path, room, name)));
  const impure = room?.pure && !isForTests(path) ? impurities : [];
  const reaches = impure.map(({ name, line }) => at(path, line, `${name} in a pure room: take it as an argument`));
  return [...wrong, ...reaches].filter((sentence) => sentence !== undefined);
}

const at = (path: string, line: number, fault: string | undefined): string | undefined => fault && `${path}:${line}: ${fault}`;

function judge(path: string, room: Room | undefined, specifier: string): string | undefined {
  const target = targetOf(path, specifier);
  return target === undefined ? judgePackage(path, room, specifier) : judgeOurs(path, room, specifier, target);
}

/** The file of ours that a specifier names, from the root; `undefined` for a package. */
function targetOf(path: string, specifier: string): string | undefined {
  if (specifier.startsWith('#')) return specifier.slice(1);
  return specifier.startsWith('.') ? join(path, '..', specifier) : undefined;
}

function judgeOurs(path: string, room: Room | undefined, specifier: string, target: string): string | undefined {
  const there = roomOf(target);
  if (!room || !there) return undefined;
  if (isForTests(target) && !isForTests(path) && !room.imports.includes('lib/testing')) return `${specifier} is for tests alone`;
  if (there.name === room.name) return undefined;
  if (!room.imports.includes(there.name) && there.name !== 'lib/testing') return `${room.name} may not import ${there.name} (${specifier})`;
  if (specifier.startsWith('.') && /^(lib|components)\//.test(target)) return `${specifier} leaves the room: write #${target}`;
  return undefined;
}

function judgePackage(path: string, room: Room | undefined, specifier: string): string | undefined {
  const name = packageOf(specifier);
  if (name === 'server-only') return room?.name === 'lib/server' ? undefined : 'server-only belongs in lib/server alone';
  if (!room || isForTests(path)) return undefined;
  if (room.pure && !isPurePackage(name)) return `${room.name} is pure and may not import ${specifier}`;
  return room.without?.includes(name) ? `${room.name} may not import ${specifier}` : undefined;
}

/** `next/headers` → `next`, `@x/y/z` → `@x/y`, `fs` and `node:fs` → `node:*`. */
function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  const name = specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
  return specifier.startsWith('node:') || builtinModules.includes(name) ? 'node:*' : name;
}
