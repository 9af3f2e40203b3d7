import { createHmac, hkdfSync } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { changePrice, draftListing, chooseVisibility, publishListing } from '@/lib/catalog';
import { draftListingInput } from '@/lib/catalog/schema';
import {
  answerApproval, applyGeneralisation, chooseQuasi, decideFinding, discardRevision, getOwnPrivacy, getPublicPrivacy, getPublicProfile, listApprovals, requestApproval, tryGeneralisation, uploadRevision,
} from '@/lib/datasets';
import type { Context } from '@/lib/db';
import { releaseRevision } from '@/lib/delivery';
import { env } from '@/lib/env';
import type { Result } from '@/lib/shared/result';
import { storage } from '@/lib/storage';
import { requestApprovalInput } from '@/lib/datasets/schema';
import { testContext } from '@/tests/support/context';

const { db, contextFor, createAccount } = await testContext();
const code = (result: { ok: boolean; refusal?: { code: string } }) => result.refusal?.code ?? 'ok';
const done = <T>(result: Result<T>): T => { if (!result.ok) throw new Error(result.refusal.code); return result.value; };

async function seller(): Promise<Context> { return contextFor((await createAccount({ roles: ['BUYER', 'SELLER'] })).actor); }
async function admin(): Promise<Context> { return contextFor((await createAccount({ roles: ['ADMIN'] })).actor); }
async function upload(ctx: Context, text: string, fileName = 'people.csv') { return done(await uploadRevision(ctx, { fileName, bytes: Readable.from([text]) })); }

const people = ['age,sex,zip,email,diagnosis,amount', ...Array.from({ length: 120 }, (_, row) => `${20 + (row % 60)},${row % 2 ? 'f' : 'm'},9${String(4_000 + (row % 40))},p${row}@example.org,${['flu', 'asthma', 'none'][row % 3] ?? ''},${row * 3}`)].join('\n');
const plain = ['station,day,depth_m', ...Array.from({ length: 60 }, (_, row) => `S${row % 7},2025-01-1${row % 9},${(row * 0.37).toFixed(2)}`)].join('\n');
const reason = 'Collected with the consent of each participant.';
const provenance = { notice: 'before' as const, collection: 'from-people' as const, territories: ['DE', 'CN', 'DE'] };

async function report(ctx: Context, revisionId: string) { return done(await getOwnPrivacy(ctx, { revisionId })).report; }
async function answerAll(ctx: Context, revisionId: string, verdict: 'CONFIRMED' | 'REJECTED') {
  for (const finding of (await report(ctx, revisionId)).findings.filter((row) => row.isFlagged && row.category !== 'quasi')) done(await decideFinding(ctx, { findingId: finding.id, verdict, reason }));
}
async function draft(ctx: Context, revisionId: string) { return done(await draftListing(ctx, draftListingInput.parse({ revisionId, title: 'A table of people', category: 'society-demography', licenceCode: 'US-PD' }))); }
const publish = (ctx: Context, listingId: string, priceMinor: number | null = 100) => publishListing(ctx, { listingId, priceMinor }, { suggestedMinor: null });

describe('D1: every upload', () => {
  it('is scanned in all rows and columns, nested values and its name; no value is kept', async () => {
    const ctx = await seller();
    const lines = Array.from({ length: 50 }, (_, row) => JSON.stringify({ id: row, detail: { contact: { mail: `deep${row}@example.org` } }, home_address: `${row} Rosewood Avenue` }));
    const revision = await upload(ctx, lines.join('\n'), 'ann.lee@example.com.ndjson');
    const { findings, columnCount } = await report(ctx, revision.id);
    expect(columnCount).toBe(3);
    expect(findings.map((finding) => [finding.column, finding.entity, finding.count])).toEqual(expect.arrayContaining([['detail', 'EMAIL_ADDRESS', 50], ['', 'EMAIL_ADDRESS', 1], ['home_address', 'LOCATION', 50]]));
    const stored = JSON.stringify(await db.privacyFinding.findMany({ where: { revisionId: revision.id } }), (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value));
    expect(stored).not.toMatch(/deep\d|ann\.lee|Rosewood/);
  });
});

describe('D4: what was found', () => {
  it('C13 blocks publication until it is answered; confirmed, it needs a lawful basis and an administrator, and buyers are told', async () => {
    const ctx = await seller();
    const revision = await upload(ctx, people);
    const { listingId } = await draft(ctx, revision.id);
    expect(code(await publish(ctx, listingId))).toBe('privacy-findings-open');
    expect(code(await requestApproval(ctx, { revisionId: revision.id, lawfulBasis: 'consent', provenance, statement: reason }))).toBe('privacy-findings-open');
    await answerAll(ctx, revision.id, 'CONFIRMED');
    expect(code(await publish(ctx, listingId))).toBe('privacy-approval-needed');
    // Without the whole declaration nobody can even ask: basis, notice, collection and territories.
    const whole = { revisionId: revision.id, lawfulBasis: 'consent', provenance, statement: reason };
    for (const missing of ['notice', 'collection', 'territories']) expect(requestApprovalInput.safeParse({ ...whole, provenance: Object.fromEntries(Object.entries(provenance).filter(([key]) => key !== missing)) }).success, missing).toBe(false);
    for (const broken of [{ lawfulBasis: undefined }, { provenance: undefined }, { provenance: { ...provenance, territories: [] } }, { provenance: { ...provenance, territories: ['Germany'] } }]) expect(requestApprovalInput.safeParse({ ...whole, ...broken }).success).toBe(false);
    expect(requestApprovalInput.safeParse(whole).success).toBe(true);
    const { approvalId } = done(await requestApproval(ctx, { revisionId: revision.id, lawfulBasis: 'consent', provenance, statement: reason }));
    expect(code(await requestApproval(ctx, { revisionId: revision.id, lawfulBasis: 'consent', provenance, statement: reason }))).toBe('privacy-approval-waiting');
    expect(code(await publish(ctx, listingId))).toBe('privacy-approval-waiting');
    const judge = await admin();
    expect(done(await listApprovals(judge))[0]).toMatchObject({ approval: { id: approvalId, lawfulBasis: 'consent' }, rowCount: 120, report: { reasons: ['personal-data', 'high-risk'] } });
    expect(code(await answerApproval(judge, { approvalId, state: 'REFUSED', answer: 'Say where consent is kept.' }))).toBe('ok');
    expect(code(await publish(ctx, listingId))).toBe('privacy-approval-needed');
    const again = done(await requestApproval(ctx, { revisionId: revision.id, lawfulBasis: 'consent', provenance, statement: `${reason} Kept by the ethics board.` }));
    expect(code(await answerApproval(judge, { approvalId: again.approvalId, state: 'APPROVED', answer: 'The board confirmed it.' }))).toBe('ok');
    expect(code(await answerApproval(judge, { approvalId: again.approvalId, state: 'REFUSED', answer: 'Too late to say no.' }))).toBe('privacy-approval-answered');
    expect(code(await publish(ctx, listingId, null))).toBe('ok');
    expect(await getPublicPrivacy(db, { revisionId: revision.id })).toMatchObject({ scannerVersion: '4', kinds: ['EMAIL_ADDRESS', 'HEALTH'], lawfulBasis: 'consent', provenance: { notice: 'before', collection: 'from-people', territories: ['CN', 'DE'] }, unshownCount: 2 });
    const told = await db.auditEvent.groupBy({ by: ['action'], where: { action: { startsWith: 'privacy.' } }, _count: true });
    expect(Object.fromEntries(told.map((row) => [row.action, row._count]))).toEqual({ 'privacy.finding-decided': 2, 'privacy.approval-requested': 2, 'privacy.approval-answered': 2 });
  });
  it('rejected with a reason, it is no obstacle, and the reason is kept', async () => {
    const ctx = await seller();
    const revision = await upload(ctx, ['station,contact', ...Array.from({ length: 30 }, (_, row) => `S${row},desk${row}@example.org`)].join('\n'));
    await answerAll(ctx, revision.id, 'REJECTED');
    const { listingId } = await draft(ctx, revision.id);
    expect(code(await publish(ctx, listingId))).toBe('ok');
    expect((await report(ctx, revision.id)).findings[0]).toMatchObject({ verdict: 'REJECTED', reason });
  });
  it('of somebody else answers exactly like nothing; nobody approves her own, nor without the role', async () => {
    const [ctx, other] = [await seller(), await seller()];
    const revision = await upload(ctx, people);
    const findingId = (await report(ctx, revision.id)).findings[0]?.id ?? '';
    const missing = '00000000-0000-4000-8000-000000000000';
    for (const id of [findingId, missing]) expect(code(await decideFinding(other, { findingId: id, verdict: 'REJECTED', reason }))).toBe('not-found');
    for (const revisionId of [revision.id, missing]) {
      expect(code(await getOwnPrivacy(other, { revisionId }))).toBe('not-found');
      expect(code(await requestApproval(other, { revisionId, lawfulBasis: 'consent', provenance, statement: reason }))).toBe('not-found');
      expect(code(await chooseQuasi(other, { revisionId, quasi: ['age'], sensitive: null, isAboutPeople: true, reason }))).toBe('not-found');
      expect(code(await tryGeneralisation(other, { revisionId, steps: [], suppressBelow: 1 }))).toBe('not-found');
      expect(code(await chooseVisibility(other, { revisionId, columns: {}, minTopCount: 5 }))).toBe('not-found');
    }
    await answerAll(ctx, revision.id, 'CONFIRMED');
    const { approvalId } = done(await requestApproval(ctx, { revisionId: revision.id, lawfulBasis: 'consent', provenance, statement: reason }));
    expect(code(await answerApproval(other, { approvalId, state: 'APPROVED', answer: 'I would like to.' }))).toBe('not-allowed');
    if (ctx.actor.kind !== 'account') throw new Error('A seller has an account');
    expect(code(await answerApproval({ ...ctx, actor: { ...ctx.actor, roles: ['ADMIN', 'SELLER'] } }, { approvalId, state: 'APPROVED', answer: 'My own is fine.' }))).toBe('not-allowed');
    expect(code(await listApprovals(other))).toBe('not-allowed');
  });
});

describe('D5, D6, D7: risk', () => {
  it('is measured with the upload, again when columns are chosen, and a proposed column goes only with a reason', async () => {
    const ctx = await seller();
    const revision = await upload(ctx, people);
    const first = await report(ctx, revision.id);
    expect(first).toMatchObject({ isAboutPeople: true, proposedQuasi: ['age', 'sex', 'zip'], sensitive: 'diagnosis', risk: { k: 1, isHighRisk: true, rows: 120 } });
    const wanted = { revisionId: revision.id, sensitive: null, isAboutPeople: true };
    expect(code(await chooseQuasi(ctx, { ...wanted, quasi: ['sex'], reason: '' }))).toBe('privacy-reason-needed');
    expect(done(await chooseQuasi(ctx, { ...wanted, quasi: ['sex'], reason: 'Age and zip are invented numbers.' })).risk).toMatchObject({ k: 60, classes: 2, isHighRisk: false });
    expect(code(await chooseQuasi(ctx, { ...wanted, quasi: ['sex', 'nothing'], reason }))).toBe('column-unknown');
    expect(done(await chooseQuasi(ctx, { ...wanted, quasi: ['age', 'sex', 'zip', 'amount'], reason: '' })).risk).toMatchObject({ k: 1 });
    expect(await db.auditEvent.count({ where: { action: 'privacy.quasi-chosen' } })).toBe(2);
  });
  it('high without any direct identifier still needs an administrator', async () => {
    const ctx = await seller();
    const revision = await upload(ctx, ['age,sex,zip', ...Array.from({ length: 40 }, (_, row) => `${20 + row},${row % 2 ? 'f' : 'm'},9${4_000 + row}`)].join('\n'));
    const { listingId } = await draft(ctx, revision.id);
    expect(code(await publish(ctx, listingId))).toBe('privacy-risk-high');
  });
  it('D7 high: approved by an administrator, it is refused to everybody at a price or for nothing, now, later and in a next revision, and sold on request', async () => {
    const ctx = await seller();
    const agedBy = (step: number) => ['age,sex,zip', ...Array.from({ length: 40 }, (_, row) => `${20 + Math.floor(row / step)},${row % 2 ? 'f' : 'm'},9${4_000 + Math.floor(row / step)}`)].join('\n');
    const approve = async (revisionId: string) => {
      const { approvalId } = done(await requestApproval(ctx, { revisionId, lawfulBasis: 'consent', provenance, statement: reason }));
      done(await answerApproval(await admin(), { approvalId, state: 'APPROVED', answer: 'The board confirmed it.' }));
    };
    const revision = await upload(ctx, agedBy(1));
    const { listingId } = await draft(ctx, revision.id);
    await approve(revision.id);
    for (const priceMinor of [100, 0]) expect(await publish(ctx, listingId, priceMinor)).toMatchObject({ refusal: { code: 'privacy-private-sale-only', field: 'priceMinor' } });
    expect(code(await publish(ctx, listingId, null))).toBe('ok');
    const reprice = (id: string, priceMinor: number | null) => changePrice(ctx, { listingId: id, priceMinor }, { suggestedMinor: null });
    expect(code(await reprice(listingId, 100))).toBe('privacy-private-sale-only');
    // What is sold is harmless, what is announced is not.
    const calm = done(await uploadRevision(ctx, { fileName: 'calm.csv', bytes: Readable.from([agedBy(10)]) }));
    const other = await draft(ctx, calm.id);
    expect(code(await publish(ctx, other.listingId))).toBe('ok');
    const next = done(await uploadRevision(ctx, { fileName: 'calm.csv', bytes: Readable.from([agedBy(1)]), datasetId: calm.datasetId }));
    await approve(next.id);
    const release = () => releaseRevision(ctx, { revisionId: next.id, notes: '', keyNames: null, noticeDays: 30 });
    expect(code(await release())).toBe('privacy-private-sale-only');
    done(await reprice(other.listingId, null));
    expect(code(await release())).toBe('ok');
    expect(code(await reprice(other.listingId, 100))).toBe('privacy-private-sale-only');
  });
  it('D7 found high on sale, by columns that were chosen later, it leaves the market', async () => {
    const ctx = await seller();
    const revision = await upload(ctx, people.split('\n').map((line) => line.split(',').filter((_, index) => index !== 3 && index !== 4).join(',')).join('\n'));
    const wanted = { revisionId: revision.id, sensitive: null, isAboutPeople: true };
    done(await chooseQuasi(ctx, { ...wanted, quasi: ['sex'], reason: 'Age and zip are invented numbers.' }));
    const { listingId } = await draft(ctx, revision.id);
    expect(code(await publish(ctx, listingId))).toBe('ok');
    done(await chooseQuasi(ctx, { ...wanted, quasi: ['age', 'sex', 'zip'], reason: '' }));
    expect(await db.listing.findUniqueOrThrow({ where: { id: listingId }, select: { status: true } })).toEqual({ status: 'WITHDRAWN' });
    expect(code(await publish(ctx, listingId))).toBe('privacy-risk-high');
  });
  it('is nobody’s where rows are not about people', async () => {
    const ctx = await seller();
    const revision = await upload(ctx, plain);
    expect(await report(ctx, revision.id)).toMatchObject({ isAboutPeople: false, findings: [], risk: null, reasons: [] });
    expect(code(await publish(ctx, (await draft(ctx, revision.id)).listingId))).toBe('ok');
  });
});

describe('D8: generalising', () => {
  it('shows k before and after and what is lost, changes nothing, and applied makes a new revision with exactly that', async () => {
    // What other tests left of the same people would be found below.
    await rm(env().STATE_DIR, { recursive: true, force: true });
    const ctx = await seller();
    const revision = await upload(ctx, people);
    const input = { revisionId: revision.id, suppressBelow: 2, steps: [{ kind: 'bucket', column: 'age', width: 20 }, { kind: 'truncate', column: 'zip', keep: 1 }, { kind: 'hash', column: 'email' }, { kind: 'drop', column: 'amount' }, { kind: 'top', column: 'nothing', at: 1 }].slice(0, 4) as never };
    const tried = done(await tryGeneralisation(ctx, input));
    expect(tried.before.risk).toMatchObject({ k: 1 });
    expect(tried.after.risk).toMatchObject({ k: 20, classes: 6 });
    expect(tried.after.sizes.reduce((sum, size) => sum + size.rows, 0)).toBe(120);
    const lossOf = (column: string) => tried.losses.find((entry) => entry.column === column)?.loss ?? 0;
    expect(lossOf('amount')).toBe(1);
    expect(lossOf('email')).toBe(0);
    // 60 ages evenly, then three evenly: 1 - log2(3) / log2(60).
    expect(lossOf('age')).toBeCloseTo(1 - Math.log2(3) / Math.log2(60), 9);
    expect(await db.revision.count()).toBe(1);

    const made = done(await applyGeneralisation(ctx, input));
    expect(made).toMatchObject({ datasetId: revision.datasetId, number: 2, rowCount: 120, fileName: 'people.csv' });
    expect(await db.revision.findUnique({ where: { id: made.id }, select: { derivedFromId: true } })).toEqual({ derivedFromId: revision.id });
    const [head, ...rows] = (await readFile(await storage().localPath(made.sha256), 'utf8')).trim().split('\n');
    expect(head).toBe('age,sex,zip,email,diagnosis');
    const key = Buffer.from(hkdfSync('sha256', Buffer.from(process.env.ROOT_PSEUDONYM_KEY ?? '', 'base64'), Buffer.alloc(0), `datasets/1/token/${revision.datasetId}`, 32));
    expect(rows[0]).toBe(`"[20, 40)",m,9*,t_${createHmac('sha256', key).update('p0@example.org').digest('hex').slice(0, 32)},flu`);
    // The original lies encrypted, and everything that is made of it goes on as before.
    const lying = await readdir(env().STATE_DIR, { recursive: true, withFileTypes: true });
    const texts = await Promise.all(lying.filter((entry) => entry.isFile()).map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8')));
    expect(texts.some((text) => text.includes('p17@example.org'))).toBe(false);
    expect((await buffer(await storage().openRead(revision.sha256))).toString()).toBe(people);
    expect(done(await tryGeneralisation(ctx, input)).after.risk).toMatchObject({ k: 20, classes: 6 });
    // Tokens are no addresses: what is left speaks by the column's name alone.
    expect((await report(ctx, made.id)).findings.find((finding) => finding.column === 'email')).toMatchObject({ source: 'name' });
  });
  it('applied twice, by a second click or later, is one revision; thrown away, it can be made again', async () => {
    const ctx = await seller();
    const revision = await upload(ctx, people);
    const input = { revisionId: revision.id, suppressBelow: 1, steps: [{ kind: 'drop', column: 'email' }, { kind: 'bucket', column: 'age', width: 10 }] as never };
    const [first, second] = await Promise.all([applyGeneralisation(ctx, input), applyGeneralisation(ctx, { ...input })]);
    expect(done(second).id).toBe(done(first).id);
    expect(done(await applyGeneralisation(ctx, input)).id).toBe(done(first).id);
    expect(await db.auditEvent.count({ where: { action: 'privacy.generalised' } })).toBe(1);
    expect(await db.revision.count()).toBe(2);
    // The steps in another order of their words are the same steps; another step is another revision.
    expect(done(await applyGeneralisation(ctx, { ...input, steps: [{ column: 'email', kind: 'drop' }, { width: 10, column: 'age', kind: 'bucket' }] as never })).id).toBe(done(first).id);
    expect(done(await applyGeneralisation(ctx, { ...input, steps: [{ kind: 'drop', column: 'email' }] as never })).number).toBe(3);
    done(await discardRevision(ctx, { revisionId: done(first).id }));
    const again = done(await applyGeneralisation(ctx, input));
    expect(again.id).not.toBe(done(first).id);
    done(await discardRevision(ctx, { revisionId: again.id }));
    expect(done(await applyGeneralisation(ctx, input)).sha256).toBe(again.sha256);
  });
  it('is refused where a step does not fit its column, names none, or leaves nothing', async () => {
    const ctx = await seller();
    const revision = await upload(ctx, people);
    const attempt = async (steps: readonly unknown[], suppressBelow = 1) => code(await tryGeneralisation(ctx, { revisionId: revision.id, steps: steps as never, suppressBelow }));
    expect(await attempt([{ kind: 'bucket', column: 'sex', width: 2 }])).toBe('generalisation-type');
    expect(await attempt([{ kind: 'drop', column: 'nobody' }])).toBe('column-unknown');
    expect(await attempt([{ kind: 'drop', column: 'age' }, { kind: 'hash', column: 'age' }])).toBe('column-twice');
    expect(await attempt(['age', 'sex', 'zip', 'email', 'diagnosis', 'amount'].map((column) => ({ kind: 'drop', column })))).toBe('generalisation-nothing-left');
    expect(await attempt([], 1_000)).toBe('generalisation-nothing-left');
  });
});

describe('D9, D10: what everybody sees', () => {
  it('holds no cell of a column with personal data, at most 20 rows, the same each time', async () => {
    const ctx = await seller();
    const revision = await upload(ctx, people);
    const [one, two] = [await getPublicProfile(db, { revisionId: revision.id }), await getPublicProfile(db, { revisionId: revision.id })];
    expect(one).toEqual(two);
    expect(one?.sample.rows.length).toBeLessThanOrEqual(20);
    expect(one?.sample.columns).toEqual(['age', 'sex', 'zip', 'amount']);
    expect(JSON.stringify(one)).not.toMatch(/@example\.org|asthma/);
  });
  it('has noise in its counts once published with people in it: whole numbers, the same for everybody, small groups left out, epsilon debited once', async () => {
    const ctx = await seller();
    const revision = await upload(ctx, people);
    await answerAll(ctx, revision.id, 'CONFIRMED');
    const { approvalId } = done(await requestApproval(ctx, { revisionId: revision.id, lawfulBasis: 'consent', provenance, statement: reason }));
    done(await answerApproval(await admin(), { approvalId, state: 'APPROVED', answer: 'The board confirmed it.' }));
    const { listingId } = await draft(ctx, revision.id);
    done(await publish(ctx, listingId, null));
    const first = await getPublicProfile(db, { revisionId: revision.id });
    const counts = (first?.columns ?? []).flatMap((column) => (column.histogram.kind === 'bins' ? column.histogram.bins : column.histogram.kind === 'values' ? column.histogram.values : []).map((entry) => entry.count));
    expect(counts.length).toBeGreaterThan(5);
    for (const count of counts) expect(Number.isInteger(count) && (count === 0 || count >= 10)).toBe(true);
    expect(first?.columns.every((column) => column.min === null && column.mean === null)).toBe(true);
    expect(await getPublicProfile(db, { revisionId: revision.id })).toEqual(first);
    expect(await getPublicPrivacy(db, { revisionId: revision.id })).toMatchObject({ epsilon: 6 });
  });
  it('D10: has it too when what was rejected is confirmed on sale; without an approval it leaves the market', async () => {
    const ctx = await seller();
    const revision = await upload(ctx, people);
    await answerAll(ctx, revision.id, 'REJECTED');
    const { approvalId } = done(await requestApproval(ctx, { revisionId: revision.id, lawfulBasis: 'consent', provenance, statement: reason }));
    done(await answerApproval(await admin(), { approvalId, state: 'APPROVED', answer: 'The board confirmed it.' }));
    const { listingId } = await draft(ctx, revision.id);
    done(await publish(ctx, listingId, null));
    expect(await getPublicPrivacy(db, { revisionId: revision.id })).toMatchObject({ epsilon: null });
    await answerAll(ctx, revision.id, 'CONFIRMED');
    expect(await getPublicPrivacy(db, { revisionId: revision.id })).toMatchObject({ epsilon: 6 });
    expect(await db.listing.findUniqueOrThrow({ where: { id: listingId }, select: { status: true } })).toEqual({ status: 'PUBLISHED' });

    const harmless = await upload(ctx, ['station,contact,depth', ...Array.from({ length: 60 }, (_, row) => `S${row % 7},c${row}@example.org,${row}`)].join('\n'), 'stations.csv');
    await answerAll(ctx, harmless.id, 'REJECTED');
    const other = await draft(ctx, harmless.id);
    done(await publish(ctx, other.listingId));
    await answerAll(ctx, harmless.id, 'CONFIRMED');
    expect(await db.listing.findUniqueOrThrow({ where: { id: other.listingId }, select: { status: true } })).toEqual({ status: 'WITHDRAWN' });
    expect(code(await publish(ctx, other.listingId))).toBe('privacy-approval-needed');
    expect(await db.auditEvent.count({ where: { action: 'listing.withdrawn' } })).toBe(1);
  });
});
