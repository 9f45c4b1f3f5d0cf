import { parseArgs } from 'node:util';
import { appPlace } from '#lib/db/place.ts';
import { checkChromium, checkDatabase, checkDisk, checkLock, checkNode, checkZones } from '../doctor-checks.ts';
import type { Command } from './command.ts';

/** Examines an installation; changes nothing. */
export const command: Command = {
  name: 'doctor',
  summary: 'examine this installation and say how to mend it',
  help: [
    'usage: cadenza doctor',
    '',
    'Examines Node, time zones, the database and who holds it, its migrations, room on the disk, and a browser for the tests.',
    'Prints {"check", "status": "ok" | "warning" | "failed", "found", "mend"?} a line; exits 1 where one failed.',
  ].join('\n'),
  async run(argv, io) {
    parseArgs({ args: [...argv], options: {} });
    const place = appPlace();
    const findings = [
      checkNode(),
      checkZones(),
      ...('dir' in place ? [checkLock(place.dir)] : []),
      ...(await checkDatabase(place)),
      checkDisk(),
      await checkChromium(),
    ];
    for (const finding of findings) io.stdout(JSON.stringify(finding));
    return findings.some((finding) => finding.status === 'failed') ? 1 : 0;
  },
};
