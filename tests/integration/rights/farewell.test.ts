import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { auditVerifierKey } from '@/lib/audit';
import { resetEnv } from '@/lib/env';
import { deliverMail } from '@/lib/mail';
import { eraseSelf } from '@/lib/rights';
import { testContext } from '@/tests/support/context';
import { newPerson } from '@/tests/support/people';

const context = await testContext();
const { db, contextFor } = context;
const received: { readonly to: string; readonly text: string }[] = [];
let isRefusing = false;
const server = new SMTPServer({
  authOptional: true, disabledCommands: ['STARTTLS'],
  onRcptTo: (_, __, done) => { if (isRefusing) done(Object.assign(new Error('no'), { responseCode: 550 })); else done(); },
  onData: (stream, session, done) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => { received.push({ to: session.envelope.rcptTo.map((each) => each.address).join(), text: Buffer.concat(chunks).toString('utf8') }); done(); });
  },
});
await new Promise<void>((ready) => { server.listen(0, '127.0.0.1', ready); });
const useServer = (isThere: boolean) => {
  if (isThere) process.env.SMTP_URL = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`; else delete process.env.SMTP_URL;
  resetEnv();
};
afterEach(() => { useServer(false); isRefusing = false; received.length = 0; });
afterAll(() => new Promise<void>((done) => { server.close(done); }));

const erase = async (person: Awaited<ReturnType<typeof newPerson>>) => {
  const erased = await eraseSelf(person.ctx, { confirmation: 'ERASE', walletMinor: 0, sellerBalanceMinor: 0, subscriptionCount: 0 });
  if (!erased.ok) throw new Error(erased.refusal.code);
  return erased.value;
};
const later = (minutes: number) => contextFor({ kind: 'system' }, { now: () => new Date(Date.now() + minutes * 60_000) });
/** As a mail program shows it. */
const bodyOf = (raw: string) => Buffer.from(raw.slice(raw.indexOf('\r\n\r\n') + 4).replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1').toString('utf8');

describe('the last letter to somebody who erased herself (C15)', () => {
  it('brings the proof, which holds offline, and with its delivery the address is gone', async () => {
    const person = await newPerson(context);
    useServer(true);
    expect(await erase(person)).toMatchObject({ isMailed: true });
    // Sealed until it leaves.
    expect(await db.outboxMail.findMany({ select: { kind: true } })).toEqual([{ kind: 'rights-erased' }]);
    expect(JSON.stringify(await db.outboxMail.findMany())).not.toContain(person.email);
    expect(await deliverMail(later(2))).toEqual({ sent: 1, failed: 0 });
    expect(received.map(({ to }) => to)).toEqual([person.email]);
    const receipt = /\{"version":1[^\r\n]*/.exec(bodyOf(received[0]?.text ?? ''))?.[0] ?? '';
    expect(receipt).toContain('subject.erased');
    const file = join(mkdtempSync(join(tmpdir(), 'databourse-farewell-')), 'receipt.json');
    writeFileSync(file, receipt);
    expect(spawnSync(process.execPath, ['public/verify-receipt.mjs', file, auditVerifierKey()]).status).toBe(0);
    expect(await db.outboxMail.count()).toBe(0);
  });

  it('that can\'t be delivered goes as well, after the last attempt', async () => {
    const person = await newPerson(context);
    useServer(true);
    await erase(person);
    isRefusing = true;
    for (const minutes of [2, 10, 60, 300, 2_000]) await deliverMail(later(minutes));
    expect(await db.outboxMail.count()).toBe(1);
    await deliverMail(later(5_000));
    expect([await db.outboxMail.count(), received]).toEqual([0, []]);
  });

  it('is not written where no server delivers mail: nothing of the address stays behind', async () => {
    const person = await newPerson(context);
    expect(await erase(person)).toMatchObject({ isMailed: false });
    expect(await db.outboxMail.count()).toBe(0);
  });
});
