import { beforeEach, expect, it } from 'vitest';
import type { Database } from '#lib/db/client.ts';
import { giveRole } from '#lib/db/queries/people.ts';
import { workspacesOf } from '#lib/db/queries/standing.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { createWorkspace, type PortfolioWorkspace } from '#lib/portfolio/workspace.ts';
import { invite, meetInvitation, revoke } from './invitations.ts';
import { joinAsMember, joinAsNewcomer } from './join.ts';
import { changeRole, readPeople, removeMember } from './people.ts';

const ACCOUNT = { name: ' Nina  Paz ', email: 'Nina@X.test ', password: 'diez-o-más-signos' };

describeOnBoth('the people of a workspace', (fresh) => {
  let db: Database;
  let workspace: PortfolioWorkspace;
  let other: PortfolioWorkspace;
  const by = (personId: string, where = workspace) => ({ workspace: where, personId });

  beforeEach(async () => {
    db = await fresh();
    const place = { country: 'CO', timezone: 'America/Bogota', currency: 'COP', mode: 'test', clockAt: 0 } as const;
    workspace = await createWorkspace(db, { ...place, slug: 'one', name: 'One' });
    other = await createWorkspace(db, { ...place, slug: 'other', name: 'Other' });
    await db.query(
      `insert into person (id, name, email) values ('ana', 'Ana', 'ana@x.test'), ('luis', 'Luis', 'luis@x.test'), ('eva', 'Eva', 'eva@x.test')`,
    );
    await giveRole(db, workspace.id, 'ana', 'admin');
    await giveRole(db, workspace.id, 'luis', 'manager');
    await giveRole(db, other.id, 'eva', 'admin');
  });

  const rolesNow = async () => (await readPeople(db, workspace)).members.map(({ id, role }) => `${id} ${role}`);
  const tokenOf = ({ path }: { readonly path: string }) => path.replace('/invite/', '');
  const deeds = async () => (await db.query<{ action: string }>('select action from audit order by id')).map(({ action }) => action);

  it('get another role, and it is written down who gave it', async () => {
    const people = await changeRole(db, by('ana'), 'luis', 'agent');
    expect(people.members.map(({ id, role }) => [id, role])).toEqual([
      ['ana', 'admin'],
      ['luis', 'agent'],
    ]);
    await changeRole(db, by('ana'), 'luis', 'agent');
    expect(await db.query('select person_id, action, subject, detail from audit')).toEqual([
      { person_id: 'ana', action: 'role.change', subject: 'luis', detail: { from: 'manager', to: 'agent' } },
    ]);
  });

  it('are removed, and see the workspace no more', async () => {
    await removeMember(db, by('ana'), 'luis');
    expect(await rolesNow()).toEqual(['ana admin']);
    expect(await workspacesOf(db, 'luis')).toEqual([]);
  });

  it('never lose their last admin, neither by a change nor by removal nor by two who demote each other', async () => {
    await expect(changeRole(db, by('ana'), 'ana', 'manager')).rejects.toMatchObject({ status: 409, code: 'last-admin' });
    await expect(removeMember(db, by('ana'), 'ana')).rejects.toMatchObject({ status: 409, code: 'last-admin' });
    await changeRole(db, by('ana'), 'luis', 'admin');
    const both = await Promise.allSettled([changeRole(db, by('ana'), 'luis', 'agent'), changeRole(db, by('luis'), 'ana', 'agent')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await rolesNow()).filter((line) => line.endsWith('admin'))).toHaveLength(1);
  });

  it('of another workspace are nobody here', async () => {
    await expect(changeRole(db, by('ana'), 'eva', 'agent')).rejects.toMatchObject({ status: 404 });
    await expect(removeMember(db, by('ana'), 'eva')).rejects.toMatchObject({ status: 404 });
  });

  it('join by a link, once, in its role; its token stands nowhere in the database', async () => {
    const made = await invite(db, by('ana'), { role: 'marketer', note: 'Eva de mercadeo' });
    const token = tokenOf(made);
    expect(JSON.stringify(await db.query('select * from invitation'))).not.toContain(token);
    expect((await readPeople(db, workspace)).invitations).toMatchObject([
      { id: made.id, role: 'marketer', note: 'Eva de mercadeo', by: 'Ana' },
    ]);
    expect(await meetInvitation(db, token, 'eva')).toMatchObject({ state: 'open', workspace: 'One', role: 'marketer', by: 'Ana' });
    expect(await joinAsMember(db, 'eva', { token })).toBe('one');
    expect(await rolesNow()).toEqual(['ana admin', 'eva marketer', 'luis manager']);
    // A second press of the same person is no fault; a second person is refused.
    expect(await joinAsMember(db, 'eva', { token })).toBe('one');
    await db.query(`insert into person (id, name, email) values ('leo', 'Leo', 'leo@x.test')`);
    expect((await meetInvitation(db, token, 'leo'))?.state).toBe('used');
    await expect(joinAsMember(db, 'leo', { token })).rejects.toMatchObject({ status: 409, code: 'invitation-closed' });
    expect((await readPeople(db, workspace)).invitations).toEqual([]);
    expect(await deeds()).toEqual(['invitation.make', 'invitation.use']);
  });

  it('of two who use a link at the same moment one joins', async () => {
    const token = tokenOf(await invite(db, by('ana'), { role: 'agent' }));
    await db.query(`insert into person (id, name, email) values ('leo', 'Leo', 'leo@x.test')`);
    const both = await Promise.allSettled(['eva', 'leo'].map((id) => joinAsMember(db, id, { token })));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await rolesNow()).toHaveLength(3);
  });

  it('who belong already keep their role, and the link stays good for somebody else', async () => {
    const token = tokenOf(await invite(db, by('ana'), { role: 'agent' }));
    expect((await meetInvitation(db, token, 'luis'))?.state).toBe('member');
    await joinAsMember(db, 'luis', { token });
    expect(await rolesNow()).toContain('luis manager');
    expect((await meetInvitation(db, token, null))?.state).toBe('open');
  });

  it('do not join by a link that is revoked, over or none', async () => {
    const [revoked, over] = [await invite(db, by('ana'), { role: 'agent' }), await invite(db, by('ana'), { role: 'agent' })];
    await expect(revoke(db, by('eva', other), revoked.id)).rejects.toMatchObject({ status: 404 });
    await revoke(db, by('ana'), revoked.id);
    await expect(revoke(db, by('ana'), revoked.id)).rejects.toMatchObject({ status: 404 });
    await db.query(`update invitation set expires_at = now() - interval '1 second' where id = $1`, [over.id]);
    expect((await meetInvitation(db, tokenOf(revoked), null))?.state).toBe('revoked');
    expect((await meetInvitation(db, tokenOf(over), null))?.state).toBe('expired');
    expect(await meetInvitation(db, 'no-such-token', null)).toBeNull();
    for (const token of [tokenOf(revoked), tokenOf(over)]) {
      await expect(joinAsMember(db, 'eva', { token })).rejects.toMatchObject({ status: 409 });
      await expect(joinAsNewcomer(db, { token }, ACCOUNT, 'es')).rejects.toMatchObject({ status: 409 });
    }
    await expect(joinAsNewcomer(db, { token: 'no-such-token' }, ACCOUNT, 'es')).rejects.toMatchObject({ status: 404 });
    expect((await readPeople(db, workspace)).invitations).toMatchObject([{ id: over.id, isExpired: true }]);
  });

  it('without an account make one with the link, whole or not at all', async () => {
    const token = tokenOf(await invite(db, by('ana'), { role: 'marketer' }));
    for (const [field, value] of [
      ['name', '  '],
      ['email', 'nobody'],
      ['password', 'corta'],
    ] as const) {
      await expect(joinAsNewcomer(db, { token }, { ...ACCOUNT, [field]: value }, 'es')).rejects.toMatchObject({
        status: 400,
        problems: [{ path: `$.account.${field}` }],
      });
    }
    await expect(joinAsNewcomer(db, { token }, { ...ACCOUNT, email: 'ANA@x.test' }, 'es')).rejects.toMatchObject({ code: 'email-taken' });
    expect((await meetInvitation(db, token, null))?.state).toBe('open');
    expect(await joinAsNewcomer(db, { token }, ACCOUNT, 'pt')).toBe('one');
    expect(await db.query(`select name, email, email_verified, language from person where email = 'nina@x.test'`)).toEqual([
      { name: 'Nina Paz', email: 'nina@x.test', email_verified: false, language: 'pt' },
    ]);
    expect((await rolesNow()).filter((line) => line.endsWith('marketer'))).toHaveLength(1);
  });

  it('try a link ten times in a row at most', async () => {
    const token = tokenOf(await invite(db, by('ana'), { role: 'marketer' }));
    for (let n = 0; n < 10; n++) {
      await expect(joinAsNewcomer(db, { token }, { ...ACCOUNT, password: 'x' }, 'es')).rejects.toMatchObject({ status: 400 });
    }
    await expect(joinAsNewcomer(db, { token }, ACCOUNT, 'es')).rejects.toMatchObject({ status: 429 });
  });
});
