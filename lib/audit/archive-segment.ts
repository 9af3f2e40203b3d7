import type { Context } from '@/lib/db';
import { auditKey } from './audit-key';
import { rootOf } from './core/merkle';
import { signSegment } from './core/segment-note';
import { genesis } from './core/verify-chain';
import { makeCheckpoint } from './make-checkpoint';
import { record } from './record';
import { writeBundle } from './segment-bundle';
import { readPeriodAt } from './signing-periods';
import { listChain } from './store';
import { blockSize, findNewestCheckpoint, listBlocks, lockCheckpoints } from './store-checkpoints';
import { dropSegment, findLastSegment, findNewestBefore, insertSegment } from './store-segments';
import { verifyAuditChain } from './verify-audit-chain';

const batchSize = 5_000;

/**
 * Takes the events before a day out of the table, as a signed file in the state folder, in whole blocks that a checkpoint covers. Verification then goes on
 * from there. Needs the rights of the database's owner; the exchange's own role has none over the log. Null when there is nothing so old.
 * @throws Error when the log is not whole: what is broken is not put away
 */
export async function archiveSegment(ctx: Pick<Context, 'db' | 'now' | 'actor' | 'requestId'>, { before }: { readonly before: Date }): Promise<{ readonly fromSeq: bigint; readonly toSeq: bigint } | null> {
  await makeCheckpoint(ctx);
  const report = await verifyAuditChain(ctx.db);
  if (!report.isIntact) throw new Error(`The audit log is broken at row ${report.firstBadSeq}: ${report.fault}`);
  return ctx.db.$transaction(async (tx) => {
    await lockCheckpoints(tx);
    const [last, checkpoint, newest] = [await findLastSegment(tx), await findNewestCheckpoint(tx), await findNewestBefore(tx, { before })];
    const covered = newest < (checkpoint?.size ?? 0n) ? newest : (checkpoint?.size ?? 0n);
    const fromSeq = (last?.toSeq ?? 0n) + 1n;
    const toSeq = (covered / BigInt(blockSize)) * BigInt(blockSize);
    if (toSeq < fromSeq) return null;
    const start = last ? { seq: last.toSeq, hash: last.hash } : genesis;
    let hash = start.hash;
    async function* lines() {
      for (let afterSeq = start.seq; afterSeq < toSeq;) {
        const rows = await listChain(tx, { afterSeq, size: Math.min(batchSize, Number(toSeq - afterSeq)) });
        if (rows.length === 0) throw new Error(`Event ${afterSeq + 1n} is missing`);
        afterSeq = rows.at(-1)?.seq ?? toSeq;
        hash = rows.at(-1)?.hash ?? hash;
        yield rows.map((row) => row.canonical);
      }
    }
    const bundleSha256 = await writeBundle({ from: fromSeq, to: toSeq, prevHash: start.hash, lines: lines() });
    const root = rootOf(await listBlocks(tx, { below: Number(toSeq) / blockSize })).toString('base64');
    const segment = { fromSeq, toSeq, hash, root, bundleSha256 };
    const { key, origin } = auditKey((await readPeriodAt(tx, Number(checkpoint?.size ?? 0n))).version);
    await insertSegment(tx, { ...segment, note: signSegment(origin, segment, key), at: ctx.now() });
    await dropSegment(tx, { toSeq });
    await record(tx, ctx, { action: 'audit.archived', objectType: 'audit', objectId: `${fromSeq}-${toSeq}`, detail: { bundleSha256 } });
    return { fromSeq, toSeq };
  }, { timeout: 600_000, maxWait: 30_000 });
}
