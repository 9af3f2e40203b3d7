import { performance } from 'node:perf_hooks';
import type { PrismaClient } from '@/lib/db';
import { genesis, verifyChain, verifyHead, type ChainState } from './core/verify-chain';
import type { VerifyReport } from './schema';
import { getHead, listChain } from './store';

const batchSize = 5_000;

/** Recomputes the whole log in batches from one snapshot, so that appends meanwhile disturb nothing. */
export async function verifyAuditChain(db: PrismaClient): Promise<VerifyReport> {
  const startedAt = performance.now();
  const seconds = () => Math.round(performance.now() - startedAt) / 1000;
  return db.$transaction(async (tx) => {
    const head = await getHead(tx);
    let state: ChainState = genesis;
    for (;;) {
      const rows = await listChain(tx, { afterSeq: state.seq, size: batchSize });
      if (rows.length === 0) break;
      const check = verifyChain(state, rows);
      if (!check.ok) return { isIntact: false, rowCount: Number(head.seq), firstBadSeq: String(check.seq), fault: check.fault, seconds: seconds() };
      state = check.state;
    }
    const check = verifyHead(state, head);
    if (!check.ok) return { isIntact: false, rowCount: Number(state.seq), firstBadSeq: String(check.seq), fault: check.fault, seconds: seconds() };
    return { isIntact: true, rowCount: Number(state.seq), headHash: state.hash, seconds: seconds() };
  }, { isolationLevel: 'RepeatableRead', timeout: 120_000 });
}
