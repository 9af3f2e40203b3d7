import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resetEnv } from '@/lib/env';
import { createDemoAccount, getOwnAccount, openSession, signUp } from '@/lib/identity';
import { testContext } from '@/tests/support/context';
import { newAddress, newPerson, password } from '@/tests/support/people';

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
  const rows = await db.account.findMany({ select: { emailCipher: true } });
  return new Set(rows.map(({ emailCipher }) => emailCipher.split(':')[0]));
};

describe('P8 rotating keys', () => {
  it('goes on where it was killed, people sign in throughout, and everything then stands under the new version', async () => {
    const person = await newPerson(context);
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
    expect((await db.account.findFirstOrThrow({ select: { emailIndex: true } })).emailIndex).toMatch(/^b2\./);
    expect((await person.again()).token).toHaveLength(43);
    await signUp(contextFor(undefined, { address: newAddress() }), { email: person.email.toUpperCase(), password, locale: 'en' });
    expect(await db.account.count()).toBe(1);
  }, 60_000);
});
