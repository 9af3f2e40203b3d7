import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it } from 'vitest';
import { auditVerifierKey, getConsistency, getReceipt, makeCheckpoint, record, signWhenFull, verifyAuditChain } from '@/lib/audit';
import { isConsistent } from '@/lib/audit/core/merkle';
import { rowHash } from '@/lib/audit/core/verify-chain';
import { openCheckpoint, publicBytes, signCheckpoint, signingKey } from '@/lib/audit/core/signed-note';
import { auditKey } from '@/lib/audit/audit-key';
import { proveEvent } from '@/lib/audit/prove-event';
import { env, resetEnv } from '@/lib/env';
import { copyCheckpoints } from '@/lib/jobs/copy-checkpoints';
import { jobs } from '@/lib/jobs/jobs';
import { testContext } from '@/tests/support/context';
import { tamper } from '@/tests/support/tamper';

const { db, contextFor } = await testContext();
const system = contextFor({ kind: 'system' });
const witnessFolder = () => join(env().STATE_DIR, 'checkpoints');
beforeEach(() => rm(witnessFolder(), { recursive: true, force: true }));

async function write(count: number, from = 1): Promise<void> {
  for (let index = from; index < from + count; index += 1) await record(db, system, { action: 'order.placed', objectType: 'order', objectId: `order-${index}`, detail: { index } });
}

/** Writes the log anew from an event on, with every hash as it would have been: what no chain can show. */
async function rewriteFrom(seq: bigint, change: (canonical: string) => string): Promise<void> {
  const rows = await db.auditEvent.findMany({ where: { seq: { gte: seq } }, orderBy: { seq: 'asc' }, select: { seq: true, canonical: true, prevHash: true } });
  let previous = rows[0]?.prevHash ?? '';
  const statements: string[] = [];
  for (const row of rows) {
    const canonical = row.seq === seq ? change(row.canonical) : row.canonical;
    const hash = rowHash(previous, row.seq, canonical);
    statements.push(`update "AuditEvent" set canonical = '${canonical.replaceAll("'", "''")}', "prevHash" = '${previous}', hash = '${hash}' where seq = ${row.seq}`);
    previous = hash;
  }
  await tamper(db, ...statements, `update "AuditHead" set hash = '${previous}' where id = 1`);
}

describe('checkpoints (A6)', () => {
  it('sign the log as it grows, lie outside of the database too, and are made only when there is something new', async () => {
    expect(await makeCheckpoint(system)).toBeNull();
    await write(3);
    expect(await makeCheckpoint(system)).toEqual({ size: 3 });
    expect(await makeCheckpoint(system)).toBeNull();
    await write(260, 4);
    expect(await Promise.all([makeCheckpoint(system), makeCheckpoint(system)])).toContainEqual({ size: 263 });
    expect(await readdir(witnessFolder())).toEqual(['000000000003.json', '000000000263.json', 'public-key']);
    expect((await readFile(join(witnessFolder(), 'public-key'), 'utf8')).trim()).toBe(auditVerifierKey());
    expect(await db.auditBlock.count()).toBe(1);
    expect(await verifyAuditChain(db)).toMatchObject({ isIntact: true, checkpointCount: 2, witnessCount: 2, signedSize: 263 });
  });

  it('are made as soon as 256 entries are new, and for fewer once a minute', async () => {
    await write(3);
    await makeCheckpoint(system);
    await db.$executeRawUnsafe(`do $$ begin for i in 1..255 loop perform audit_append(now(), 'system', 'order.placed', 'order', 'o', 'ok', 'r', '{}'); end loop; end $$`);
    expect(await signWhenFull(system)).toBeNull();
    await write(1);
    expect(await signWhenFull(system)).toEqual({ size: 259 });
    expect(jobs.find(({ name }) => name === 'sign-audit-log')?.cron).toBe('* * * * *');
  });

  it('lie in the bucket as well, where there is one, each once, with the keys they are checked by', async () => {
    const kept = new Map<string, string>();
    const bucket = { keepText: (name: string, text: string) => { kept.set(name, text); return Promise.resolve(); } };
    expect(await copyCheckpoints(system, bucket)).toBe(0);
    await write(3);
    await makeCheckpoint(system);
    expect([await copyCheckpoints(system, bucket), await copyCheckpoints(system, bucket)]).toEqual([1, 0]);
    expect([...kept.keys()]).toEqual(['audit-checkpoints/keys-1.txt', 'audit-checkpoints/000000000003.txt']);
    expect(openCheckpoint(kept.get('audit-checkpoints/000000000003.txt') ?? '', auditKey().publicKey)).toMatchObject({ size: 3 });
    expect(kept.get('audit-checkpoints/keys-1.txt')).toContain(auditVerifierKey());
  });

  it('go to the witness that the operator named', async () => {
    const heard: string[] = [];
    const server = createServer((request, response) => { const chunks: Buffer[] = []; request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => { heard.push(Buffer.concat(chunks).toString('utf8')); response.end(); }); });
    await new Promise<void>((ready) => { server.listen(0, '127.0.0.1', ready); });
    process.env.CHECKPOINT_WEBHOOK_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    resetEnv();
    await write(2);
    await makeCheckpoint(system);
    delete process.env.CHECKPOINT_WEBHOOK_URL;
    resetEnv();
    server.close();
    expect(openCheckpoint(heard[0] ?? '', auditKey().publicKey)).toMatchObject({ size: 2 });
  });

  it('never sign two pasts: a log that was changed is refused, and one that became shorter', async () => {
    await write(10);
    await makeCheckpoint(system);
    await rewriteFrom(5n, (canonical) => canonical.replace('"index":5', '"index":6'));
    await write(1, 11);
    await expect(makeCheckpoint(system)).rejects.toThrow(/not those that were signed/);
    await tamper(db, `delete from "AuditEvent" where seq > 8`, `update "AuditHead" set seq = 8 where id = 1`);
    await expect(makeCheckpoint(system)).rejects.toThrow(/10 were signed/);
  });
});

describe('verification names the first bad event of what a chain alone can not show (A5)', () => {
  beforeEach(async () => {
    await write(12);
    await makeCheckpoint(system);
    await write(6, 13);
    await makeCheckpoint(system);
  });

  it('a rewritten suffix, by the leaves that lie outside', async () => {
    await rewriteFrom(14n, (canonical) => canonical.replace('"index":14', '"index":41'));
    expect(await verifyAuditChain(db)).toMatchObject({ isIntact: false, firstBadSeq: '14', fault: 'rewritten' });
  });

  it('a rewritten suffix, by the signed root alone where the files are lost', async () => {
    await rm(witnessFolder(), { recursive: true });
    await rewriteFrom(14n, (canonical) => canonical.replace('"index":14', '"index":41'));
    expect(await verifyAuditChain(db)).toMatchObject({ isIntact: false, firstBadSeq: '13', fault: 'rewritten' });
  });

  it('a deleted tail, with the head moved and the checkpoints of the database taken away as well', async () => {
    const { hash } = await db.auditEvent.findUniqueOrThrow({ where: { seq: 15n }, select: { hash: true } });
    await tamper(db, `delete from "AuditEvent" where seq > 15`, `update "AuditHead" set seq = 15, hash = '${hash}' where id = 1`, `delete from "AuditCheckpoint" where size > 15`);
    expect(await verifyAuditChain(db)).toMatchObject({ isIntact: false, firstBadSeq: '16', fault: 'missing' });
  });

  it('an inserted event, with everything after it numbered and hashed anew', async () => {
    const rows = await db.auditEvent.findMany({ where: { seq: { gte: 6n } }, orderBy: { seq: 'asc' } });
    await tamper(db, `delete from "AuditEvent" where seq >= 6`);
    let previous = rows[0]?.prevHash ?? '';
    const texts = ['{"seq":6,"at":"2026-01-01T00:00:00.000000Z","actor":"system","action":"order.placed","objectType":"order","objectId":"forged","outcome":"ok","requestId":"r","detail":{}}', ...rows.map((row) => row.canonical.replace(/^\{"seq":\d+/, `{"seq":${row.seq + 1n}`))];
    const statements: string[] = [];
    texts.forEach((canonical, index) => {
      const seq = BigInt(6 + index);
      const hash = rowHash(previous, seq, canonical);
      const said = JSON.parse(canonical) as Record<string, string>;
      statements.push(`insert into "AuditEvent" (seq, at, actor, action, "objectType", "objectId", outcome, "requestId", canonical, "prevHash", hash) values (${seq}, '${said.at ?? ''}', '${said.actor ?? ''}', '${said.action ?? ''}', '${said.objectType ?? ''}', '${said.objectId ?? ''}', '${said.outcome ?? ''}', '${said.requestId ?? ''}', '${canonical}', '${previous}', '${hash}')`);
      previous = hash;
    });
    await tamper(db, ...statements, `update "AuditHead" set seq = ${5 + texts.length}, hash = '${previous}' where id = 1`);
    expect(await verifyAuditChain(db)).toMatchObject({ isIntact: false, firstBadSeq: '6', fault: 'rewritten' });
  });

  it('a wrong signature, in the database or in a file', async () => {
    const other = signingKey(Buffer.alloc(32, 9));
    const { note } = await db.auditCheckpoint.findUniqueOrThrow({ where: { size: 12n } });
    const opened = openCheckpoint(note, auditKey().publicKey);
    if (!opened) throw new Error('not signed');
    await tamper(db, `update "AuditCheckpoint" set note = '${signCheckpoint(opened, other)}' where size = 12`);
    expect(await verifyAuditChain(db)).toMatchObject({ isIntact: false, firstBadSeq: '12', fault: 'signature' });
    await tamper(db, `update "AuditCheckpoint" set note = '${note}' where size = 12`);
    expect(await verifyAuditChain(db)).toMatchObject({ isIntact: true });
    const file = join(witnessFolder(), '000000000018.json');
    await writeFile(file, (await readFile(file, 'utf8')).replace('"note":"', '"note":"x'));
    expect(await verifyAuditChain(db)).toMatchObject({ isIntact: false, firstBadSeq: '18', fault: 'signature' });
    await writeFile(file, '{');
    expect(await verifyAuditChain(db)).toMatchObject({ isIntact: false, firstBadSeq: '18', fault: 'signature' });
  });

  it('a replaced public key', async () => {
    await writeFile(join(witnessFolder(), 'public-key'), `localhost:3000/audit+00000000+${Buffer.concat([Buffer.from([1]), publicBytes(signingKey(Buffer.alloc(32, 9)))]).toString('base64')}\n`);
    expect(await verifyAuditChain(db)).toMatchObject({ isIntact: false, firstBadSeq: '12', fault: 'key-replaced' });
  });
});

describe('a receipt (A7)', () => {
  const run = promisify(execFile);
  const verifyOffline = async (receipt: unknown, key?: string) => {
    const folder = await mkdtemp(join(tmpdir(), 'databourse-receipt-'));
    const file = join(folder, 'receipt.json');
    await writeFile(file, typeof receipt === 'string' ? receipt : JSON.stringify(receipt));
    return run(process.execPath, ['public/verify-receipt.mjs', file, ...(key === undefined ? [] : [key])]).then(({ stdout }) => ({ code: 0, said: stdout }), (error: { code: number; stderr: string }) => ({ code: error.code, said: error.stderr })).finally(() => rm(folder, { recursive: true }));
  };

  it('is signed when it is asked for, holds offline, and does not after one changed byte', async () => {
    await write(5);
    expect(await getReceipt(system, { action: 'order.placed', objectId: 'order-99' })).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
    const receipt = await getReceipt(system, { action: 'order.placed', objectId: 'order-3' });
    if (!receipt.ok) throw new Error(receipt.refusal.code);
    expect(await verifyOffline(receipt.value)).toMatchObject({ code: 0, said: expect.stringContaining('event 3 (order.placed order order-3') as unknown });
    expect(await verifyOffline(receipt.value, auditVerifierKey())).toMatchObject({ code: 0 });
    expect(await verifyOffline(receipt.value, 'other+00000000+AAAA')).toMatchObject({ code: 1 });
    const { value } = receipt;
    for (const changed of [
      { ...value, leaf: value.leaf.replace('"index":3', '"index":4') }, { ...value, index: 1 }, { ...value, size: 4 }, { ...value, path: value.path.toReversed() }, { ...value, path: value.path.slice(1) },
      { ...value, checkpoint: value.checkpoint.replace('\n5\n', '\n6\n') }, { ...value, checkpoint: value.checkpoint.replace(/(.)\n$/, (_, last: string) => `${last === 'A' ? 'B' : 'A'}\n`) },
      { ...value, verifierKey: value.verifierKey.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')) },
    ]) expect(await verifyOffline(changed), JSON.stringify(changed).slice(0, 200)).toMatchObject({ code: 1 });
    // The path of the first event is the same in a log of five and of six: only what was signed says how long it was.
    const first = await getReceipt(system, { action: 'order.placed', objectId: 'order-1' });
    if (!first.ok) throw new Error(first.refusal.code);
    expect(await verifyOffline(first.value)).toMatchObject({ code: 0 });
    expect(await verifyOffline({ ...first.value, size: first.value.size + 1 })).toMatchObject({ code: 1 });
    // One file that needs nothing but Node.
    expect((await readFile('public/verify-receipt.mjs', 'utf8')).match(/(?:from|import\() ?'[^']+'/g)?.every((each) => each.includes("'node:"))).toBe(true);
    expect(await verifyOffline('{"version":1')).toMatchObject({ code: 2 });
    expect(await verifyOffline({ hello: 1 })).toMatchObject({ code: 2 });
  }, 60_000);

  it('is refused where the log is no longer what was signed', async () => {
    await write(5);
    await makeCheckpoint(system);
    await rewriteFrom(2n, (canonical) => canonical.replace('"index":2', '"index":7'));
    await write(1, 6);
    expect(await getReceipt(system, { action: 'order.placed', objectId: 'order-6' })).toMatchObject({ ok: false, refusal: { code: 'log-changed' } });
  });

  it('proves any event of a log of several blocks, and consistency between any two checkpoints', async () => {
    const sizes = [1, 4, 100, 256, 300, 512, 513, 700];
    let written = 0;
    for (const size of sizes) {
      await db.$executeRawUnsafe(`do $$ begin for i in ${written + 1}..${size} loop perform audit_append(now(), 'system', 'order.placed', 'order', 'order-' || i, 'ok', 'r', '{}'); end loop; end $$`);
      written = size;
      await makeCheckpoint(system);
    }
    for (const seq of [1n, 2n, 100n, 256n, 257n, 300n, 511n, 512n, 513n, 514n, 699n, 700n]) {
      const receipt = await proveEvent(db, { seq });
      expect(await verifyOffline(receipt), String(seq)).toMatchObject({ code: 0, said: expect.stringContaining(`event ${seq} `) as unknown });
    }
    const { publicKey } = auditKey();
    for (const from of sizes) {
      for (const to of sizes.filter((size) => size >= from)) {
        const proof = await getConsistency(system, { from, to });
        if (!proof.ok) throw new Error(`${from} ${to}`);
        const [older, newer] = [openCheckpoint(proof.value.from, publicKey), openCheckpoint(proof.value.to, publicKey)];
        if (!older || !newer) throw new Error('not signed');
        expect(isConsistent({ oldSize: from, oldRoot: older.root, newSize: to, newRoot: newer.root, path: proof.value.path.map((hash) => Buffer.from(hash, 'base64')) }), `${from} in ${to}`).toBe(true);
      }
    }
    expect((await getConsistency(system, { from: 5, to: 700 })).ok).toBe(false);
    expect(await verifyAuditChain(db)).toMatchObject({ isIntact: true, checkpointCount: 8 });
  }, 120_000);
});
