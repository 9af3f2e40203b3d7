import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { resetEnv } from '@/lib/env';
import { createDemoAccount, findSession, giveRole, openSession } from '@/lib/identity';
import { pseudonym } from '@/lib/shared/pseudonym';
import { asServer } from '@/tests/support/global-setup';
import { testContext } from '@/tests/support/context';
import { newPerson } from '@/tests/support/people';

const context = await testContext();
const { db, contextFor, databaseUrl } = context;
const system = contextFor({ kind: 'system' });
const reason = 'The first administrator of this exchange.';
afterEach(() => { delete process.env.DEMO_MARKET; resetEnv(); });

describe('S6 the first administrator', () => {
  it('is made on the command line, recorded with its reason, signed in anew, and asleep until a second factor', async () => {
    const person = await newPerson(context);
    const run = (...args: string[]) => promisify(execFile)(process.execPath, ['--import', 'tsx', '--conditions=react-server', 'scripts/admin.ts', ...args], { env: { ...process.env, DATABASE_URL: '', DATABASE_APP_URL: asServer(databaseUrl, inject('serverRole')) } });
    const { stdout } = await run('grant', 'ADMIN', '--email', person.email.toUpperCase(), '--reason', reason);
    expect(stdout).toMatch(/Given: ADMIN.*\n.*sleeps until/);
    expect(await db.auditEvent.findFirstOrThrow({ where: { action: 'account.role-changed' }, select: { actor: true, objectId: true, canonical: true } })).toMatchObject({ actor: 'system', objectId: pseudonym('audit', person.accountId), canonical: expect.stringContaining(reason) as unknown });
    expect(await findSession(db, person.token, new Date())).toBeNull();
    const again = await openSession(person.visitor(), { email: person.email, password: 'lighthouse keeper 47' });
    expect(again.ok && await findSession(db, again.value.sessionToken, new Date())).toMatchObject({ roles: ['BUYER'], asleep: ['ADMIN'] });
    await expect(run('grant', 'ADMIN', '--email', 'nobody@mail.example', '--reason', reason)).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('Nobody has signed up') as unknown });
    await expect(run('grant', 'OWNER', '--email', person.email, '--reason', reason)).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('Usage') as unknown });
  }, 120_000);

  it('stays while she is the last one, and no request can do what the command does', async () => {
    const person = await newPerson(context);
    const input = { email: person.email, role: 'ADMIN', reason } as const;
    expect(await giveRole(person.ctx, { ...input, isGranted: true })).toMatchObject({ refusal: { code: 'not-allowed' } });
    expect(await giveRole(system, { ...input, isGranted: true })).toMatchObject({ value: { isChanged: true } });
    expect(await giveRole(system, { ...input, isGranted: true })).toMatchObject({ value: { isChanged: false } });
    expect(await giveRole(system, { ...input, isGranted: false })).toMatchObject({ refusal: { code: 'last-administrator' } });
  });
});

describe('the demonstration\'s people', () => {
  it('have public passwords, so nobody is in as one of them where there is no demonstration', async () => {
    const [email, password] = ['admin@demo.example', 'demo-admin-2026'];
    await createDemoAccount(db, { email, password, roles: ['ADMIN'] });
    const opened = await openSession(contextFor(undefined, { address: '203.0.113.77' }), { email, password });
    if (!opened.ok) throw new Error(opened.refusal.code);
    expect(await findSession(db, opened.value.sessionToken, new Date())).toMatchObject({ roles: ['ADMIN'] });
    process.env.DEMO_MARKET = 'off';
    resetEnv();
    expect(await findSession(db, opened.value.sessionToken, new Date())).toBeNull();
    expect(await openSession(contextFor(undefined, { address: '203.0.113.78' }), { email, password })).toMatchObject({ refusal: { code: 'credentials-wrong' } });
  });
});
