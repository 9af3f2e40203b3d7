import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { recordEvents, setDigestWish, settleActivity, writeDigests } from '@/lib/behaviour';
import { dropModels } from '@/lib/behaviour/models';
import { getNotice, recordChoice } from '@/lib/consent';
import type { Context } from '@/lib/db';
import { resetEnv } from '@/lib/env';
import { deliverMail } from '@/lib/mail';
import { testContext } from '@/tests/support/context';
import { freshMarket } from '@/tests/support/fresh-market';
import { newPerson } from '@/tests/support/people';

const test = await testContext();
const { db, contextFor } = test;

/** A real server of its own: what it received is what a reader gets. */
const received: string[] = [];
const server = new SMTPServer({
  authOptional: true, disabledCommands: ['STARTTLS'],
  onData: (stream, _session, done) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => { received.push(Buffer.concat(chunks).toString('utf8').replaceAll('=\r\n', '').replaceAll('=3D', '=')); done(); });
  },
});
await new Promise<void>((ready) => { server.listen(0, '127.0.0.1', ready); });
afterAll(async () => {
  delete process.env.SMTP_URL;
  resetEnv();
  await new Promise<void>((done) => { server.close(done); });
});

let listingIds: string[];
beforeEach(async () => {
  received.length = 0;
  ({ listingIds } = await freshMarket(test, ['Harbour depth', 'Harbour waves', 'Rain', 'Prices'].map((title) => ({ title }))));
});

async function choose<T extends Context>(ctx: T, isGiven = true): Promise<T> {
  await recordChoice(ctx, { noticeToken: (await getNotice(ctx)).token, choices: { personalisation: isGiven }, surface: 'banner' }, async (tx) => { await settleActivity(tx, ctx); });
  return ctx;
}
const look = (ctx: Context, ...indexes: number[]) => recordEvents(ctx, { events: indexes.map((index) => ({ kind: 'VIEW' as const, listingId: listingIds[index] ?? '' })) });

it('the weekly mail arrives at who agreed, says what led to it and how to stop it, and not at who took it back', async () => {
  for (let each = 0; each < 3; each += 1) await look(await choose(contextFor({ kind: 'visitor', visitorId: randomBytes(16).toString('base64url') })), 0, 1);
  const [reader, leaver, newcomer] = [await newPerson(test), await newPerson(test), await newPerson(test)];
  for (const person of [reader, leaver, newcomer]) {
    await db.account.update({ where: { id: person.accountId }, data: { emailVerifiedAt: new Date() } });
    await choose(person.ctx);
    if (person !== newcomer) await look(person.ctx, 0);
    expect(await setDigestWish(person.ctx, { isWanted: true })).toMatchObject({ ok: true });
  }
  await choose(leaver.ctx, false);
  // Without a server mail waits in the outbox; what signing up wrote is not what is looked at.
  await db.outboxMail.deleteMany();
  dropModels();
  const system = contextFor({ kind: 'system' });
  // Two processes at once write one mail; who has looked at nothing yet is written nothing.
  const written = await Promise.all([writeDigests(system), writeDigests(system)]);
  expect(written.reduce((sum, { writtenCount }) => sum + writtenCount, 0)).toBe(1);
  process.env.SMTP_URL = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  resetEnv();
  expect(await deliverMail(system)).toEqual({ sent: 1, failed: 0 });
  const [mail = ''] = received;
  expect(received).toHaveLength(1);
  expect(mail).toContain(`To: ${reader.email}`);
  // Every dataset with its reason in words; what was looked at is named as a reason, not suggested again.
  const readable = Buffer.from(mail.replaceAll(/=([0-9A-F]{2})/g, (_, byte: string) => String.fromCharCode(Number.parseInt(byte, 16))), 'latin1').toString('utf8');
  const suggested = readable.split(/\r?\n/).filter((line) => line.startsWith('•'));
  expect(suggested.find((line) => line.startsWith('• Harbour waves'))).toMatch(/, because you looked at “Harbour depth”/);
  expect(suggested.every((line) => /, (because|similar|bought|often|new) /.test(line))).toBe(true);
  expect(suggested.some((line) => line.startsWith('• Harbour depth'))).toBe(false);
  expect(mail).toMatch(/\/stop-mail\S*p1_/);
  expect(mail).not.toContain(leaver.email);
  expect(mail).not.toContain(reader.accountId);
});
