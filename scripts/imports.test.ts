import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkImports } from './check-imports.ts';
import { root } from './root.ts';

const SOURCES = ['*.ts', '{lib,components,app,scripts,bench,e2e}/**/*.{ts,tsx,mjs}'];

describe('the direction of imports', () => {
  it('points down only, in every file of the house', () => {
    const files = globSync(SOURCES, { cwd: root }).map((path) => ({ path, source: readFileSync(join(root, path), 'utf8') }));
    expect(files.length).toBeGreaterThan(100);
    expect(files.flatMap(({ path, source }) => checkImports(path, source))).toEqual([]);
  });
});

describe('the check of imports', () => {
  const bad: [path: string, source: string, fault: string][] = [
    ['lib/base/x.ts', "import { a } from '#lib/facts/a.ts';", 'lib/base may not import lib/facts (#lib/facts/a.ts)'],
    ['lib/base/x.test.ts', "import { a } from '#lib/facts/a.ts';", 'lib/base may not import lib/facts (#lib/facts/a.ts)'],
    ['lib/kpi/x.ts', "import type { A } from '#lib/facts/a.ts';", 'lib/kpi may not import lib/facts (#lib/facts/a.ts)'],
    [
      'lib/journey/nodes/x.ts',
      "export { a } from '#lib/interpreter/a.ts';",
      'lib/journey may not import lib/interpreter (#lib/interpreter/a.ts)',
    ],
    ['lib/facts/x.ts', "export * from '#lib/db/a.ts';", 'lib/facts may not import lib/db (#lib/db/a.ts)'],
    ['lib/db/x.ts', "const a = await import('#lib/runner/a.ts');", 'lib/db may not import lib/runner (#lib/runner/a.ts)'],
    ['lib/db/x.ts', "let a: import('#lib/portfolio/a.ts').A;", 'lib/db may not import lib/portfolio (#lib/portfolio/a.ts)'],
    ['lib/runner/x.ts', "import '#lib/server/session.ts';", 'lib/runner may not import lib/server (#lib/server/session.ts)'],
    ['components/studio/x.tsx', "import { a } from '#lib/db/a.ts';", 'components/studio may not import lib/db (#lib/db/a.ts)'],
    [
      'components/studio/x.tsx',
      "import { a } from '#components/desk/a.tsx';",
      'components/studio may not import components/desk (#components/desk/a.tsx)',
    ],
    ['components/ui/x.tsx', "import { a } from '#lib/base/a.ts';", 'components/ui may not import lib/base (#lib/base/a.ts)'],
    ['scripts/x.ts', "import { a } from '#lib/server/a.ts';", 'scripts may not import lib/server (#lib/server/a.ts)'],
    ['lib/facts/x.ts', "import { a } from '../base/a.ts';", '../base/a.ts leaves the room: write #lib/base/a.ts'],
    ['lib/policy/x.ts', "import { a } from '../facts/a.ts';", 'lib/policy may not import lib/facts (../facts/a.ts)'],
    ['lib/db/x.ts', "import { a } from '#lib/testing/inputs.ts';", '#lib/testing/inputs.ts is for tests alone'],
    ['lib/runner/x.ts', "import { a } from '#lib/db/testing.ts';", '#lib/db/testing.ts is for tests alone'],
    ['lib/policy/x.ts', "import { readFileSync } from 'node:fs';", 'lib/policy is pure and may not import node:fs'],
    ['lib/policy/x.ts', "const fs = require('fs');", 'lib/policy is pure and may not import fs'],
    ['lib/message/x.ts', "import { useState } from 'react';", 'lib/message is pure and may not import react'],
    ['lib/facts/x.ts', "import { sql } from 'drizzle-orm/pg-core';", 'lib/facts is pure and may not import drizzle-orm/pg-core'],
    ['lib/db/x.ts', "import { cookies } from 'next/headers';", 'lib/db may not import next/headers'],
    ['lib/api/x.ts', "import { Pool } from 'pg';", 'lib/api may not import pg'],
    ['app/page.tsx', "import { PGlite } from '@electric-sql/pglite/live';", 'app may not import @electric-sql/pglite/live'],
    ['lib/runner/x.ts', "import 'server-only';", 'server-only belongs in lib/server alone'],
    ['lib/base/x.ts', 'const now = Date.now();', 'Date.now in a pure room: take it as an argument'],
    ['lib/kpi/x.ts', 'const now = new Date();', 'new Date() in a pure room: take it as an argument'],
    ['lib/interpreter/x.ts', 'const r = Math.random();', 'Math.random in a pure room: take it as an argument'],
    ['lib/interpreter/x.ts', "await fetch('https://example.com');", 'fetch in a pure room: take it as an argument'],
    ['lib/base/x.ts', 'const zone = process.env.TZ;', 'process in a pure room: take it as an argument'],
  ];

  it.each(bad)('finds in %s that %s is not allowed', (path, source, fault) => {
    expect(checkImports(path, `// one line above\n${source}`)).toEqual([`${path}:2: ${fault}`]);
  });

  it('reports a file of lib/ that stands in no room', () => {
    expect(checkImports('lib/helpers/x.ts', '')).toEqual(['lib/helpers/x.ts: stands in no room; give it one in scripts/rooms.ts']);
  });

  const good: [path: string, source: string][] = [
    ['lib/facts/x.ts', "import { z } from 'zod'; import { a } from '#lib/base/a.ts'; import { b } from './b.ts';"],
    ['lib/journey/nodes/x.ts', "import { a } from '../document.ts';"],
    [
      'lib/interpreter/x.test.ts',
      "import { readFileSync } from 'node:fs'; import fc from 'fast-check'; import { a } from '#lib/testing/inputs.ts';",
    ],
    ['lib/runner/x.db.test.ts', "import { describeOnBoth } from '#lib/db/testing.ts';"],
    ['lib/server/x.ts', "import 'server-only'; import { headers } from 'next/headers'; import { a } from '#lib/runner/a.ts';"],
    ['app/page.tsx', "import { a } from '#lib/server/a.ts'; import { B } from '#components/studio/b.tsx';"],
    ['instrumentation.ts', "const a = await import('#lib/server/a.ts');"],
    ['lib/base/x.ts', 'const a = new Date(0); const fetched = { fetch: 1, process: 2 }; // Date.now() in a comment'],
  ];

  it.each(good)('lets %s import what its room may', (path, source) => {
    expect(checkImports(path, source)).toEqual([]);
  });
});
