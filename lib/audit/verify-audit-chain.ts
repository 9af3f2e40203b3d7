import { performance } from 'node:perf_hooks';
import type { Db, PrismaClient } from '@/lib/db';
import { auditVerifierKey } from './audit-key';
import { createFrontier, type Frontier } from './core/frontier';
import { periodAt } from './core/key-list';
import { leafHash } from './core/merkle';
import { isSegmentSignedBy } from './core/segment-note';
import { openCheckpoint } from './core/signed-note';
import { genesis, verifyChain, verifyHead, type ChainState } from './core/verify-chain';
import type { VerifyReport } from './schema';
import { readPeriods } from './signing-periods';
import { getHead, listChain } from './store';
import { blockSize, listBlocks, listCheckpoints, listLeaves } from './store-checkpoints';
import { listSegments } from './store-segments';
import { readPinnedKey, readPinnedNotes, readWitnesses, type Witness } from './witness-folder';

const batchSize = 5_000;
type Broken = { readonly seq: string; readonly fault: Extract<VerifyReport, { isIntact: false }>['fault'] };
/** What was signed at a size: its root, and the leaves that lie outside of the database, where they do. */
type Signed = { readonly size: number; readonly root: string; readonly witness: Witness | null };

/**
 * Recomputes the whole log in batches from one snapshot, so that appends meanwhile disturb nothing: the chain of hashes, and the root at every size
 * that was signed, in the database or outside of it. The chain alone shows an edit; only what was signed shows a past that was written anew with all
 * its hashes, or a tail cut off together with the head.
 */
export async function verifyAuditChain(db: PrismaClient): Promise<VerifyReport> {
  const startedAt = performance.now();
  const seconds = () => Math.round(performance.now() - startedAt) / 1000;
  return db.$transaction(async (tx) => {
    const head = await getHead(tx);
    const fail = ({ seq, fault }: Broken, rowCount: number): VerifyReport => ({ isIntact: false, rowCount, firstBadSeq: seq, fault, seconds: seconds() });
    const signed = await readSigned(tx);
    const begin = await readBeginning(tx);
    if (!begin.ok) return fail(begin.broken, Number(head.seq));
    let state: ChainState = begin.state;
    const { frontier } = begin;
    const waiting = signed.points.filter((point) => point.size > frontier.size());
    for (;;) {
      const rows = await listChain(tx, { afterSeq: state.seq, size: batchSize });
      if (rows.length === 0) break;
      const check = verifyChain(state, rows);
      if (!check.ok) return fail({ seq: String(check.seq), fault: check.fault }, Number(head.seq));
      for (const row of rows) {
        frontier.append(leafHash(row.canonical));
        for (let next = waiting[0]; next?.size === frontier.size(); next = waiting[0]) {
          if (frontier.root().toString('base64') !== next.root) return fail(await findRewritten(tx, signed.points, next), Number(head.seq));
          waiting.shift();
        }
      }
      state = check.state;
    }
    const check = verifyHead(state, head);
    if (!check.ok) return fail({ seq: String(check.seq), fault: check.fault }, Number(state.seq));
    // Signed when it was longer: the tail is gone, whatever the head says now.
    if (waiting.length > 0) return fail({ seq: String(frontier.size() + 1), fault: 'missing' }, Number(state.seq));
    if (signed.broken) return fail(signed.broken, Number(state.seq));
    return { isIntact: true, rowCount: Number(state.seq), headHash: state.hash, seconds: seconds(), checkpointCount: signed.inDatabase, witnessCount: signed.outside, signedSize: signed.points.at(-1)?.size ?? 0 };
  }, { isolationLevel: 'RepeatableRead', timeout: 600_000 });
}

type Beginning = { readonly ok: true; readonly state: ChainState; readonly frontier: Frontier } | { readonly ok: false; readonly broken: Broken };

/** Where the table begins: at the first event, or after the last signed segment, whose root the blocks must still have. */
async function readBeginning(db: Db): Promise<Beginning> {
  const frontier = createFrontier();
  const segments = await listSegments(db);
  const last = segments.at(-1);
  if (!last) return { ok: true, state: genesis, frontier };
  const { periods } = await readPeriods(db);
  let next = 1n;
  for (const segment of segments) {
    if (segment.fromSeq !== next || !isSegmentSignedBy(segment, periods)) return { ok: false, broken: { seq: String(next), fault: 'signature' } };
    next = segment.toSeq + 1n;
  }
  const blocks = await listBlocks(db, { below: Number(last.toSeq) / blockSize });
  for (const block of blocks) frontier.appendTree(block, Math.log2(blockSize));
  if (frontier.size() !== Number(last.toSeq) || frontier.root().toString('base64') !== last.root) return { ok: false, broken: { seq: '1', fault: 'rewritten' } };
  return { ok: true, state: { seq: last.toSeq, hash: last.hash }, frontier };
}

/** Everything that was signed, in order of size, and the first signature that doesn't hold. */
async function readSigned(db: Db): Promise<{ readonly points: readonly Signed[]; readonly broken: Broken | null; readonly inDatabase: number; readonly outside: number }> {
  const [rows, { witnesses, damaged }, pinned] = [await listCheckpoints(db), await readWitnesses(), await readPinnedKey()];
  const [{ periods, brokenFrom, successions }, notes] = [await readPeriods(db), await readPinnedNotes()];
  // Each checkpoint by the key that signed at its length: one of before does not sign what came after it, nor the other way round.
  const open = (note: string, size: number) => openCheckpoint(note, periodAt(periods, size).publicKey);
  const points = new Map<string, Signed>();
  let broken: Broken | null = null;
  const blame = (size: number, fault: Broken['fault']): void => { if (broken === null || size < Number(broken.seq)) broken = { seq: String(size), fault }; };
  const take = (size: number, note: string, witness: Witness | null): void => {
    const opened = open(note, size);
    if (opened?.size === size) { const root = opened.root.toString('base64'); const key = `${size} ${root}`; points.set(key, { size, root, witness: witness ?? points.get(key)?.witness ?? null }); } else blame(size, 'signature');
  };
  for (const row of rows) {
    take(Number(row.size), row.note, null);
    if (open(row.note, Number(row.size))?.root.toString('base64') !== row.root) blame(Number(row.size), 'signature');
  }
  for (const witness of witnesses) take(witness.size, witness.note, witness);
  for (const name of damaged) blame(Number(name.slice(0, -5)), 'signature');
  const lost = [...notes].find(([version, note]) => successions.find((each) => each.version === version)?.note !== note);
  if (brokenFrom !== null) broken = { seq: String(brokenFrom + 1), fault: 'key-replaced' };
  else if (lost) broken = { seq: String((periods.at(-1)?.fromSize ?? 0) + 1), fault: 'key-replaced' };
  // Whose signature it is decides first: under another key every one would look wrong.
  if (pinned !== null && keyPart(pinned) !== keyPart(auditVerifierKey())) broken = { seq: String(Math.min(...rows.map((row) => Number(row.size)), ...witnesses.map((each) => each.size), Number.MAX_SAFE_INTEGER)), fault: 'key-replaced' };
  return { points: [...points.values()].toSorted((a, b) => a.size - b.size), broken, inDatabase: rows.length, outside: witnesses.length };
}

/** The name of a key holds the address, which may change; the key may not. */
function keyPart(verifier: string): string {
  return verifier.split('+').slice(2).join('+');
}

/** The first event that differs from the leaves kept outside; without them the first after the last root that still held. */
async function findRewritten(db: Db, points: readonly Signed[], wrong: Signed): Promise<Broken> {
  const before = points.filter((point) => point.size < wrong.size).at(-1)?.size ?? 0;
  const { witness } = points.find((point) => point.size === wrong.size && point.witness !== null) ?? wrong;
  if (witness) {
    const rows = await listLeaves(db, { from: BigInt(witness.from), to: BigInt(witness.size) });
    const changed = rows.find((row, index) => leafHash(row.canonical).toString('base64') !== witness.leaves[index]);
    if (changed) return { seq: String(changed.seq), fault: 'rewritten' };
  }
  return { seq: String(before + 1), fault: 'rewritten' };
}
