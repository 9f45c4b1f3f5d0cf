import { chromium } from 'playwright';
import { mkdirSync } from 'node:fs';
mkdirSync('/tmp/look', { recursive: true });
const base = 'http://127.0.0.1:3200';
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-gpu','--disable-quic','--no-first-run'] });
const only = process.argv[2] ? process.argv[2].split(',') : null;
const screens = {
  journeys: ['/journeys'],
  studio: ['/journeys/preventive', async p => { await p.waitForTimeout(1500); }],
  studioStep: ['/journeys/mid-delinquency', async p => { await p.waitForTimeout(1200); await p.locator('.react-flow__node').nth(1).click(); await p.waitForTimeout(900); }],
  inbox: ['/inbox', async p => { await p.waitForTimeout(800); }],
  debtors: ['/debtors'],
  debtor: ['/debtors/CLI-000012', async p => { await p.waitForTimeout(500); }],
  insights: ['/insights', async p => { await p.waitForTimeout(3500); }],
  aging: ['/insights/aging', async p => { await p.waitForTimeout(2000); }],
  templates: ['/templates'],
  template: ['/templates/promise-to-pay'],
  import: ['/import'],
  settings: ['/settings', null, 'administrador@demo.cadenza.test'],
  firststeps: ['/first-steps'],
  newws: ['/workspaces/new'],
};
for (const [who] of [['gerente@demo.cadenza.test'],['administrador@demo.cadenza.test']]) {
  const ctx = await b.newContext({ viewport: { width: 1440, height: 900 }, locale: 'es-CO', timezoneId: 'America/Bogota' });
  const p = await ctx.newPage();
  const r = await p.request.post(base + '/api/v1/session', { data: { email: who, password: 'cadenza-demo' } });
  if (!r.ok()) console.log('sign in', r.status());
  for (const [name, [path, act, as]] of Object.entries(screens)) {
    if ((as ?? 'gerente@demo.cadenza.test') !== who) continue;
    if (only && !only.includes(name)) continue;
    for (const [size, vp] of [['desk', { width: 1440, height: 900 }], ['phone', { width: 390, height: 844 }]]) {
      for (const theme of ['light', 'dark']) {
        await p.setViewportSize(vp); await p.emulateMedia({ colorScheme: theme });
        const t = Date.now();
        await p.goto(base + path, { waitUntil: 'networkidle' }).catch(e => console.log(name, String(e).slice(0,80)));
        if (act) await act(p).catch(e => console.log(name, size, String(e).slice(0,120)));
        await p.screenshot({ path: `/tmp/look/${name}-${size}-${theme}.png` });
        const over = await p.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (over > 0) console.log(name, size, 'overflows by', over);
        if (theme==='light' && size==='desk') console.log(name, Date.now() - t, 'ms');
      }
    }
  }
  await ctx.close();
}
await b.close();
