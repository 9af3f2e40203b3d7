import { describe, expect, it } from 'vitest';
import { exportAuditLog, getAuditEvent, getAuditMark, getAuditStatus, listAuditEvents, record, verifyAudit, verifyAuditChain } from '@/lib/audit';
import { testContext } from '@/tests/support/context';
import { tamper } from '@/tests/support/tamper';

const { db, contextFor, createAccount } = await testContext();
const entry = (index: number) => ({ action: 'listing.published' as const, objectType: 'listing', objectId: `listing-${index}`, detail: { index } });

async function write(count: number) {
  for (let index = 1; index <= count; index += 1) await record(db, contextFor({ kind: 'system' }), entry(index));
}

describe('record', () => {
  it('keeps 64 writers in one chain without a gap', async () => {
    await Promise.all(Array.from({ length: 64 }, async (_, writer) => {
      for (let index = 0; index < 10; index += 1) await db.$transaction(async (tx) => { await record(tx, contextFor({ kind: 'system' }), entry(writer * 10 + index)); }, { maxWait: 30_000, timeout: 30_000 });
    }));
    expect(await verifyAuditChain(db)).toMatchObject({ isIntact: true, rowCount: 640 });
  });

  it('names people by a pseudonym for this purpose alone', async () => {
    const { actor, accountId } = await createAccount();
    await record(db, contextFor(actor), entry(1));
    const row = await db.auditEvent.findFirstOrThrow();
    expect(row.actor).toMatch(/^p1_/);
    expect(JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(accountId);
  });

  it.each([
    ['a line break', 'a\nb'], ['a carriage return', 'a\r\nb'], ['an escape sequence', '\u001b[31mred'], ['a zero byte', 'a\0b'], ['a right-to-left override', 'a\u202eb'], ['HTML', '<script>alert(1)</script>'],
  ])('A13 keeps %s on one line and the chain whole', async (_, text) => {
    await record(db, contextFor({ kind: 'system' }), { ...entry(1), objectId: text, detail: { text } });
    const { canonical } = await db.auditEvent.findFirstOrThrow();
    expect(canonical).not.toMatch(/[\u0000-\u001f\u202e]/);
    expect(await db.auditEvent.count()).toBe(1);
    expect(await verifyAuditChain(db)).toMatchObject({ isIntact: true });
  });

  it('refuses a number that JSON can not say', async () => {
    await expect(record(db, contextFor({ kind: 'system' }), { ...entry(1), detail: { value: Number.NaN } })).rejects.toThrow(RangeError);
  });
});

/** Written as `audit_append` would, but without it: the head knows nothing of it. */
const forgedTail = `select 13, now(), 'system', 'order.placed', 'order', 'forged', 'ok', 'r', c, p, encode(sha256('\\x00'::bytea || convert_to(p || '13', 'UTF8') || '\\x00'::bytea || convert_to(c, 'UTF8')), 'hex')
  from (select hash as p, jsonb_build_object('seq', 13, 'at', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'actor', 'system', 'action', 'order.placed', 'objectType', 'order', 'objectId', 'forged', 'outcome', 'ok', 'requestId', 'r')::text as c from "AuditEvent" where seq = 12) last`;

describe('verification', () => {
  it('finds an empty log and an untouched one whole', async () => {
    expect(await verifyAuditChain(db)).toMatchObject({ isIntact: true, rowCount: 0 });
    await write(12);
    expect(await verifyAuditChain(db)).toMatchObject({ isIntact: true, rowCount: 12 });
  });

  it.each([
    ['an edited payload', `update "AuditEvent" set canonical = replace(canonical, '"index":5', '"index":6') where seq = 5`, '5', 'edited'],
    ['an edited column', `update "AuditEvent" set actor = 'someone-else' where seq = 5`, '5', 'edited'],
    ['an edited time', `update "AuditEvent" set at = at + interval '1 day' where seq = 5`, '5', 'edited'],
    ['an edited hash', `update "AuditEvent" set hash = repeat('0', 64) where seq = 5`, '5', 'edited'],
    ['a deleted row', `delete from "AuditEvent" where seq = 5`, '5', 'missing'],
    ['a deleted first row', `delete from "AuditEvent" where seq = 1`, '1', 'missing'],
    ['a deleted tail', `delete from "AuditEvent" where seq > 9`, '10', 'missing'],
    ['two rows swapped', `update "AuditEvent" set seq = case seq when 5 then 1006 else 1005 end where seq in (5, 6); update "AuditEvent" set seq = seq - 1000 where seq > 1000`, '5', 'out-of-order'],
    ['a rewritten predecessor', `update "AuditEvent" set "prevHash" = repeat('1', 64) where seq = 5`, '5', 'out-of-order'],
    ['a moved head', `update "AuditHead" set seq = 11 where id = 1`, '12', 'head-differs'],
    ['a head that was taken away', `delete from "AuditHead"`, '1', 'head-differs'],
    ['a row put behind the last one, which follows on it rightly', `insert into "AuditEvent" (seq, at, actor, action, "objectType", "objectId", outcome, "requestId", canonical, "prevHash", hash) ${forgedTail}`, '13', 'head-differs'],
  ])('names the first bad row of %s', async (_, sql, seq, fault) => {
    await write(12);
    await tamper(db, ...sql.split('; '));
    expect(await verifyAuditChain(db)).toMatchObject({ isIntact: false, firstBadSeq: seq, fault });
  });

  it('is for administrators and leaves a row of its own', async () => {
    await write(3);
    const admin = await createAccount({ roles: ['ADMIN'] });
    expect(await verifyAudit(contextFor((await createAccount({ roles: ['SELLER'] })).actor))).toMatchObject({ refusal: { code: 'not-allowed' } });
    expect(await verifyAudit(contextFor(admin.actor))).toMatchObject({ ok: true, value: { isIntact: true, rowCount: 3 } });
    expect(await db.auditEvent.count({ where: { action: 'audit.verified' } })).toBe(1);
  });
});

describe('a log that nothing can be appended to any more', () => {
  it('A5 is red on every page of the office and named by the button, though the reading itself can\'t be written down; its entries are shown to nobody', async () => {
    await write(12);
    const admin = contextFor((await createAccount({ roles: ['ADMIN'] })).actor);
    expect(await getAuditMark(contextFor((await createAccount()).actor))).toMatchObject({ refusal: { code: 'not-allowed' } });
    expect(await getAuditMark(contextFor())).toMatchObject({ refusal: { code: 'sign-in-needed' } });
    expect(await getAuditMark(admin)).toMatchObject({ value: { isIntact: true, isComplete: true, rowCount: 12, firstBadSeq: null } });
    await tamper(db, `insert into "AuditEvent" (seq, at, actor, action, "objectType", "objectId", outcome, "requestId", canonical, "prevHash", hash) ${forgedTail}`);
    expect(await verifyAudit(admin)).toMatchObject({ ok: true, value: { isIntact: false, firstBadSeq: '13' } });
    expect(await getAuditStatus(admin)).toMatchObject({ value: { report: { isIntact: false, firstBadSeq: '13' } } });
    expect(await getAuditMark({ ...admin, now: () => new Date(Date.now() + 10_000) })).toMatchObject({ value: { isIntact: false, firstBadSeq: '13' } });
    for (const answer of [await listAuditEvents(admin, { size: 5 }), await getAuditEvent(admin, { seq: '1' }), await exportAuditLog(admin, { format: 'csv' })]) expect(answer).toMatchObject({ refusal: { code: 'log-changed' } });
    await tamper(db, `delete from "AuditEvent" where seq = 13`);
    expect(await listAuditEvents(admin, { size: 5 })).toMatchObject({ ok: true });
  });
});

describe('the log', () => {
  it('A12 is paged by key without a gap, filtered, and recorded when read', async () => {
    await write(12);
    const { actor } = await createAccount({ roles: ['ADMIN'] });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listAuditEvents(contextFor(actor), { size: 5, action: 'listing.published', ...(cursor === undefined ? {} : { cursor }) });
      if (!page.ok) throw new Error(page.refusal.code);
      seen.push(...page.value.items.map((row) => row.seq));
      cursor = page.value.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(Array.from({ length: 12 }, (_, index) => String(12 - index)));
    expect(await db.auditEvent.count({ where: { action: 'admin.read-audit' } })).toBe(3);
  });

  it('A12 is searched by actor, action, object, outcome and time, each of which alone decides', async () => {
    const { actor } = await createAccount({ roles: ['ADMIN'] });
    const someone = contextFor((await createAccount()).actor);
    const [early, late] = [new Date('2026-01-10T23:59:59.999Z'), new Date('2026-01-11T00:00:00.000Z')];
    await record(db, { ...someone, now: () => early }, { action: 'order.placed', objectType: 'order', objectId: 'one' });
    await record(db, { ...contextFor({ kind: 'system' }), now: () => late }, { action: 'order.refunded', objectType: 'order', objectId: 'two', outcome: 'refused' });
    const { actor: name } = await db.auditEvent.findFirstOrThrow({ where: { objectId: 'one' } });
    const found = async (filter: Record<string, string>) => { const page = await listAuditEvents(contextFor(actor), { size: 50, ...filter }); return page.ok ? page.value.items.map((row) => row.objectId).filter((id) => ['one', 'two'].includes(id)) : []; };
    expect(await found({})).toEqual(['two', 'one']);
    for (const filter of [{ actor: name }, { action: 'order.placed' }, { objectId: 'one' }, { outcome: 'ok', to: '2026-01-31' }, { to: '2026-01-10' }]) expect(await found(filter), JSON.stringify(filter)).toEqual(['one']);
    for (const filter of [{ actor: 'system' }, { action: 'order.refunded' }, { objectId: 'two' }, { outcome: 'refused' }, { from: '2026-01-11' }]) expect(await found(filter), JSON.stringify(filter)).toEqual(['two']);
  });

  it('outlives the people it is about', async () => {
    const { actor, accountId } = await createAccount();
    await record(db, contextFor(actor), entry(1));
    await db.account.delete({ where: { id: accountId } });
    expect(await db.auditEvent.count()).toBe(1);
    expect(await verifyAuditChain(db)).toMatchObject({ isIntact: true });
  });
});
