import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { deliverMail, listOutbox, queueMail } from '@/lib/mail';
import { testContext } from '@/tests/support/context';

const { db, contextFor, createAccount } = await testContext();

/** A real server of its own, that can be told to refuse. */
const received: string[] = [];
let isRefusing = false;
const server = new SMTPServer({
  authOptional: true, disabledCommands: ['STARTTLS'],
  onRcptTo: (address, _session, done) => { if (isRefusing) { done(Object.assign(new Error(`no such person ${address.address}`), { responseCode: 550 })); } else { done(); } },
  onData: (stream, _session, done) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => { received.push(Buffer.concat(chunks).toString('utf8')); done(); });
  },
});
await new Promise<void>((ready) => { server.listen(0, '127.0.0.1', ready); });
const address = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
const { resetEnv } = await import('@/lib/env');
function useServer(url: string | undefined): void {
  if (url === undefined) delete process.env.SMTP_URL; else process.env.SMTP_URL = url;
  resetEnv();
}
afterEach(() => { useServer(undefined); isRefusing = false; received.length = 0; });
afterAll(() => new Promise<void>((done) => { server.close(done); }));

const at = new Date('2026-11-24T05:00:00Z');
const mail = { kind: 'alert', to: 'dora@example.org', subject: 'CRITICAL: price error\r\nBcc: everyone@example.org', text: 'Look at it.\n西雅图', at };
const system = (minutes = 0) => contextFor({ kind: 'system' }, { now: () => new Date(at.getTime() + minutes * 60_000) });

describe('mail', () => {
  it('is sent once through the server, and what was typed becomes no header', async () => {
    await queueMail(db, mail);
    useServer(address);
    expect(await Promise.all([deliverMail(system()), deliverMail(system())])).toContainEqual({ sent: 1, failed: 0 });
    expect(received).toHaveLength(1);
    const [head = ''] = received[0]?.split('\r\n\r\n') ?? [];
    expect(head).toContain('To: dora@example.org');
    expect(head).not.toMatch(/^Bcc:/m);
    expect(head).toContain('CRITICAL: price error');
    expect(await deliverMail(system(60))).toEqual({ sent: 0, failed: 0 });
  });

  it('stays in the outbox without a server', async () => {
    await queueMail(db, mail);
    expect(await deliverMail(system())).toEqual({ sent: 0, failed: 0 });
    expect(await db.outboxMail.count({ where: { state: 'WAITING' } })).toBe(1);
  });

  it('is tried again later and later, then has failed; what the server said about the address is not kept', async () => {
    await queueMail(db, mail);
    useServer(address);
    isRefusing = true;
    const tries: number[] = [];
    for (const minutes of [0, 0.5, 1, 5, 6, 40, 200, 1_000]) tries.push((await deliverMail(system(minutes))).failed);
    expect(tries).toEqual([1, 0, 1, 0, 1, 1, 1, 1]);
    const row = await db.outboxMail.findFirstOrThrow();
    expect(row).toMatchObject({ state: 'FAILED', attempts: 6 });
    expect(row.fault).not.toContain('dora');
    expect(row.fault).toContain('550');
  });

  it('of a process that was killed while sending is due again', async () => {
    await queueMail(db, mail);
    await db.$executeRaw`update "OutboxMail" set "dueAt" = ${new Date(at.getTime() + 15 * 60_000)}, attempts = 1`;
    useServer(address);
    expect(await deliverMail(system(1))).toEqual({ sent: 0, failed: 0 });
    expect(await deliverMail(system(16))).toEqual({ sent: 1, failed: 0 });
  });

  it('that nothing answers to does not stop the exchange', async () => {
    await queueMail(db, mail);
    useServer('smtp://127.0.0.1:1');
    expect(await deliverMail(system())).toEqual({ sent: 0, failed: 1 });
  });

  it('lies encrypted, bound to its row, and is read by administrators with the address masked', async () => {
    await queueMail(db, mail);
    const second = await queueMail(db, { ...mail, to: 'other@example.org' });
    expect(JSON.stringify(await db.outboxMail.findMany())).not.toMatch(/dora|price|西雅图/);
    const admin = contextFor((await createAccount({ roles: ['ADMIN'] })).actor);
    const listed = await listOutbox(admin, { size: 30 });
    expect(listed).toMatchObject({ ok: true, value: { items: [{}, {}] } });
    expect(listed.ok && listed.value.items.map((row) => row.recipient).toSorted()).toEqual(['d…@example.org', 'o…@example.org']);
    expect(await db.auditEvent.count({ where: { action: 'admin.read-outbox' } })).toBe(1);
    const first = await listOutbox(admin, { size: 1 });
    const next = first.ok ? await listOutbox(admin, { size: 1, cursor: first.value.nextCursor ?? '' }) : first;
    expect(next.ok && next.value.items).toHaveLength(1);
    expect(next.ok && first.ok && next.value.items[0]?.id).not.toBe(first.ok && first.value.items[0]?.id);
    expect((await listOutbox(contextFor((await createAccount()).actor), { size: 30 })).ok).toBe(false);
    const [a, b] = await db.outboxMail.findMany({ select: { id: true, bodyCipher: true } });
    await db.outboxMail.update({ where: { id: second }, data: { bodyCipher: (a?.id === second ? b : a)?.bodyCipher ?? '' } });
    await expect(listOutbox(admin, { size: 30 })).rejects.toThrow();
  });
});
