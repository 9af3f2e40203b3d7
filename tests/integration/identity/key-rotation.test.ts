import { spawn } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { auditKey, getReceipt, getTransparency, listKeys, makeCheckpoint, PastHasChanged, proveEvent, verifyAuditChain } from '@/lib/audit';
import { signSuccession } from '@/lib/audit/core/key-list';
import { publicBytes, signCheckpoint, signingKey, verifierKey } from '@/lib/audit/core/signed-note';
import { getNotice, publishBundledNotices, showNotice } from '@/lib/consent';
import { env, resetEnv } from '@/lib/env';
import { confirmTotp, createDemoAccount, getOwnAccount, openSession, signUp, startTotp } from '@/lib/identity';
import { pseudonym } from '@/lib/shared/pseudonym';
import { tokenKeys } from '@/lib/vault';
import { testContext } from '@/tests/support/context';
import { newAddress, newPerson, password } from '@/tests/support/people';
import { tamper } from '@/tests/support/tamper';

// One file of keys for the whole file: what was added stays known to this process.
const keysFile = join(mkdtempSync(join(tmpdir(), 'databourse-keys-')), '.env');
writeFileSync(keysFile, '# keys\n');
chmodSync(keysFile, 0o600);
process.env.KEYS_FILE = keysFile;
resetEnv();
const context = await testContext();
const { db, contextFor, databaseUrl } = context;

function rotate(what: string, batch: number) {
  return spawn(process.execPath, ['--import', 'tsx', '--conditions=react-server', 'scripts/keys.ts', 'rotate', what], { env: { ...process.env, DATABASE_URL: databaseUrl, KEYS_BATCH: String(batch) }, stdio: ['ignore', 'pipe', 'inherit'] });
}

const prefixes = async () => {
  const rows = await db.identity.findMany({ select: { emailCipher: true } });
  return new Set(rows.map(({ emailCipher }) => emailCipher.split(':')[0]));
};

describe('P8 rotating keys', () => {
  it('goes on where it was killed, people sign in throughout, and everything then stands under the new version', async () => {
    const person = await newPerson(context);
    // Somebody was erased before: nothing of hers is sealed, and that stops nothing.
    await db.account.create({ data: { id: randomUUID(), roles: [], status: 'ERASED' } });
    for (let number = 0; number < 60; number += 1) await createDemoAccount(db, { email: `person-${number}@mail.example`, password: null, roles: ['BUYER'] });
    const killed = rotate('encryption', 2);
    await new Promise<void>((reached) => {
      killed.stdout.on('data', (text: Buffer) => { if (/^(1\d|[2-9]\d) written/m.test(text.toString())) { killed.kill('SIGKILL'); reached(); } });
      killed.once('exit', () => { reached(); });
    });
    if (killed.exitCode === null && killed.signalCode === null) await once(killed, 'exit');
    expect(killed.signalCode).toBe('SIGKILL');
    expect(await prefixes()).toEqual(new Set(['v1', 'v2']));
    // This process was started before there was a second key: it finds it in the file.
    expect((await person.again()).token).toHaveLength(43);
    const running = rotate('encryption', 5);
    const ended = once(running, 'exit');
    const answers: boolean[] = [];
    while (running.exitCode === null) answers.push((await openSession(contextFor(undefined, { address: newAddress() }), { email: person.email, password })).ok);
    expect(await ended).toEqual([0, null]);
    expect(answers.length).toBeGreaterThan(3);
    expect(answers).not.toContain(false);
    expect(await prefixes()).toEqual(new Set(['v2']));
    expect((await db.outboxMail.findMany({ select: { bodyCipher: true } })).every(({ bodyCipher }) => bodyCipher.startsWith('v2:'))).toBe(true);
    expect(await getOwnAccount(person.ctx)).toMatchObject({ ok: true, value: { email: person.email } });
    expect(readFileSync(keysFile, 'utf8')).toMatch(/^# keys\nROOT_ENCRYPTION_KEY_2=\S{44}\n$/);
    expect(statSync(keysFile).mode & 0o777).toBe(0o600);
    expect(await db.auditEvent.count({ where: { action: 'keys.rotated' } })).toBe(1);
  }, 120_000);

  it('of the blind index keeps one account an address', async () => {
    const person = await newPerson(context);
    const child = rotate('blind-index', 5);
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect((await db.identity.findFirstOrThrow({ select: { emailIndex: true } })).emailIndex).toMatch(/^b2\./);
    expect((await person.again()).token).toHaveLength(43);
    await signUp(contextFor(undefined, { address: newAddress() }), { email: person.email.toUpperCase(), password, locale: 'en' });
    expect(await db.account.count()).toBe(1);
  }, 60_000);

  it('of tokens lets what was signed before run out, and what is signed now is signed anew; a recovery code on paper still opens', async () => {
    const person = await newPerson(context);
    const started = await startTotp(person.ctx);
    const confirmed = started.ok ? await confirmTotp(person.ctx, { code: new TOTP({ secret: Secret.fromBase32(started.value.secret), digits: 6, period: 30 }).generate() }) : started;
    const code = confirmed.ok ? confirmed.value.recoveryCodes[0] ?? '' : '';
    await publishBundledNotices(contextFor({ kind: 'system' }));
    const before = await getNotice(person.ctx);
    const child = rotate('token', 5);
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(readFileSync(keysFile, 'utf8')).toMatch(/^ROOT_TOKEN_KEY_2=\S{44}\nROOT_TOKEN_KEY_2_SINCE=20\S+Z$/m);
    // This process was started before: it finds the key, still believes the old proof, and signs under the new one.
    const after = await getNotice(person.ctx);
    expect(await showNotice(person.ctx, { noticeToken: before.token, surface: 'purchase' })).toMatchObject({ ok: true });
    expect(await showNotice(person.ctx, { noticeToken: after.token, surface: 'upload' })).toMatchObject({ ok: true });
    const [{ key: newest }, old] = tokenKeys('token/1/notice');
    expect(old?.untilMs).toBeGreaterThan(Date.now());
    const signedBy = (key: Uint8Array, token: string) => createHmac('sha256', key).update(`${token.split('.')[0] ?? ''}\0${pseudonym('consent', person.accountId)}`).digest('base64url') === token.split('.')[1];
    expect([signedBy(newest, after.token), signedBy(newest, before.token), signedBy(old?.key ?? newest, before.token)]).toEqual([true, false, true]);
    // Whoever stole the old key signs nothing that is believed once the new one signs.
    const hours = (count: number) => new Date(Date.now() + count * 3_600_000);
    const forged = (at: Date) => { const body = Buffer.from(JSON.stringify({ c: 'privacy', v: after.version, l: 'en', h: after.sha256, t: Math.floor(at.getTime() / 1000) })).toString('base64url'); return `${body}.${createHmac('sha256', old?.key ?? newest).update(`${body}\0${pseudonym('consent', person.accountId)}`).digest('base64url')}`; };
    expect(await showNotice({ ...person.ctx, now: () => hours(2) }, { noticeToken: forged(hours(2)), surface: 'purchase' })).toMatchObject({ refusal: { code: 'notice-outdated' } });
    expect(code).not.toBe('');
    expect((await openSession(contextFor(undefined, { address: newAddress() }), { email: person.email, password, code })).ok).toBe(true);
    expect(await db.auditEvent.count({ where: { action: 'keys.rotated', objectId: 'ROOT_TOKEN_KEY' } })).toBe(1);
  }, 60_000);

  it('of the log: the old key names the new one, every signature is checked by the key of its time, and receipts lead from the first key to the last', async () => {
    const write = (count: number) => db.$executeRawUnsafe(`do $$ begin for i in 1..${count} loop perform audit_append(now(), 'system', 'order.placed', 'order', 'order-' || i, 'ok', 'r', '{}'); end loop; end $$`);
    const system = contextFor({ kind: 'system' });
    await rm(join(env().STATE_DIR, 'checkpoints'), { recursive: true, force: true });
    await write(3);
    await makeCheckpoint(system);
    const old = await proveEvent(db, { seq: 2n });
    expect(await once(rotate('audit-signing', 5), 'exit')).toEqual([0, null]);
    await write(5);
    expect(await makeCheckpoint(system)).not.toBeNull();
    expect(await once(rotate('audit-signing', 5), 'exit')).toEqual([0, null]);
    await write(2);
    await makeCheckpoint(system);
    const report = await verifyAuditChain(db);
    expect(report).toMatchObject({ isIntact: true, witnessCount: 5, checkpointCount: 5 });
    const keys = await listKeys(system);
    expect(keys.map(({ version, fromSize }) => [version, fromSize])).toEqual([[1, 0], [2, 3], [3, 9]]);
    expect(new Set(keys.map(({ verifierKey }) => verifierKey)).size).toBe(3);
    expect((await getTransparency(system)).verifierKey).toBe(keys[2]?.verifierKey);
    expect(await db.auditEvent.count({ where: { action: 'keys.rotated', objectId: 'AUDIT_SIGNING_KEY' } })).toBe(2);

    // Offline: a receipt of before by the key of then; one of now by any key that was kept, and not by a foreign one or without one of the notes.
    const now = await proveEvent(db, { seq: 2n });
    const [first, second, third] = keys.map(({ verifierKey }) => verifierKey);
    expect([await offline(old, first), await offline(now, first), await offline(now, second), await offline(now, third)]).toEqual([0, 0, 0, 0]);
    expect([await offline(old, second), await offline(now, foreignKey), await offline({ ...now, keys: now?.keys?.slice(1) }, first), await offline({ ...now, keys: [now?.keys?.[0], now?.keys?.[1]?.replace(/\n\d+\n/, '\n8\n')] }, first), await offline({ ...now, verifierKey: first }, first)]).toEqual([1, 1, 1, 1, 1]);

    // A key that nobody named, a signature by the key of another time, and a name that was taken away.
    const { note } = await db.auditKeySuccession.findUniqueOrThrow({ where: { version: 3 }, select: { note: true } });
    const forged = signSuccession({ origin: auditKey().origin, fromSize: 9, publicKey: publicBytes(signingKey(Buffer.alloc(32, 9))) }, signingKey(Buffer.alloc(32, 8)));
    await tamper(db, `update "AuditKeySuccession" set note = '${forged}' where version = 3`);
    expect(await verifyAuditChain(db)).toMatchObject({ isIntact: false, firstBadSeq: '10', fault: 'key-replaced' });
    await write(1);
    await expect(makeCheckpoint(system)).rejects.toThrow(PastHasChanged);
    expect(await getReceipt(system, { action: 'order.placed', objectId: 'order-1' })).toMatchObject({ refusal: { code: 'log-changed' } });
    await tamper(db, `delete from "AuditKeySuccession" where version = 3`);
    expect(await verifyAuditChain(db)).toMatchObject({ isIntact: false, fault: 'key-replaced' });
    await tamper(db, `insert into "AuditKeySuccession" (version, "fromSize", note, at) values (3, 9, '${note}', now())`);
    expect(await verifyAuditChain(db)).toMatchObject({ isIntact: true });
    const last = await db.auditCheckpoint.findFirstOrThrow({ orderBy: { size: 'desc' } });
    await tamper(db, `update "AuditCheckpoint" set note = '${signCheckpoint({ origin: auditKey().origin, size: Number(last.size), root: Buffer.from(last.root, 'base64') }, auditKey(2).key)}' where size = ${last.size}`);
    expect(await verifyAuditChain(db)).toMatchObject({ isIntact: false, firstBadSeq: String(last.size), fault: 'signature' });
    await expect(db.$executeRawUnsafe(`update "AuditKeySuccession" set "fromSize" = 1 where version = 2`)).rejects.toThrow();
  }, 120_000);
});

const foreignKey = verifierKey('localhost:3000/audit', publicBytes(signingKey(Buffer.alloc(32, 9))));

/** The exit code of the checker that anybody can run. */
async function offline(receipt: unknown, key?: string): Promise<number> {
  const file = join(mkdtempSync(join(tmpdir(), 'databourse-receipt-')), 'receipt.json');
  writeFileSync(file, JSON.stringify(receipt));
  const [code] = (await once(spawn(process.execPath, ['public/verify-receipt.mjs', file, ...(key === undefined ? [] : [key])], { stdio: 'ignore' }), 'exit')) as [number];
  return code;
}
