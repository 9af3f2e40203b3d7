import { archiveSegment, makeCheckpoint, proveEvent, verifyAuditChain, verifySegmentFile } from '@/lib/audit';
import { client } from '@/lib/db';
import './closed-pipe';
import { failWith } from './refusal-line';
import { useDatabase } from './use-database';

/**
 * `npm run audit -- verify`: exit code 0 when the log is whole and is what was signed, 1 with the first bad row when not, 2 when it could not be read.
 * `checkpoint` signs it as it stands; `prove SEQ` prints the receipt of an event. `archive DAYS` takes events older than so many days out of the table, as
 * a signed file in the state folder; `segment FILE` checks such a file.
 */
const [command, argument = ''] = process.argv.slice(2);
const isSound = command === 'verify' || command === 'checkpoint' || (command === 'prove' && /^[1-9]\d{0,17}$/.test(argument)) || (command === 'archive' && /^[1-9]\d{0,4}$/.test(argument)) || (command === 'segment' && argument !== '');
if (!isSound) failWith('Usage: npm run audit -- verify | checkpoint | prove SEQ | archive DAYS | segment FILE');
const fail = (error: unknown): never => failWith(error instanceof Error ? error.message : String(error));
const endDatabase = await useDatabase({ as: command === 'archive' ? 'owner' : 'server' }).catch(fail);
const isGood = await work().catch(async (error: unknown) => { await endDatabase(); return fail(error); });
await client().$disconnect();
await endDatabase();
process.exit(isGood ? 0 : 1);

async function work(): Promise<boolean> {
  if (command === 'checkpoint') {
    const made = await makeCheckpoint({ db: client(), now: () => new Date() });
    console.log(made ? `Signed ${made.size} rows.` : 'There is nothing new to sign.');
    return true;
  }
  if (command === 'prove') {
    const receipt = await proveEvent(client(), { seq: BigInt(argument) });
    console.log(receipt ? JSON.stringify(receipt, null, 1) : `Row ${argument} is not in a signed log yet.`);
    return receipt !== null;
  }
  if (command === 'archive') {
    const before = new Date(Date.now() - Number(argument) * 24 * 60 * 60 * 1000);
    const segment = await archiveSegment({ db: client(), now: () => new Date(), actor: { kind: 'system' }, requestId: 'audit archive' }, { before });
    console.log(segment ? `Rows ${segment.fromSeq} to ${segment.toSeq} lie in the state folder now, signed; verification goes on after them.` : 'No whole block of the log is so old.');
    return true;
  }
  if (command === 'segment') {
    const { fromSeq, toSeq, isWhole } = await verifySegmentFile(client(), { path: argument });
    console.log(isWhole ? `Rows ${fromSeq} to ${toSeq} are what was signed.` : `The file of rows ${fromSeq} to ${toSeq} is not what was signed.`);
    return isWhole;
  }
  const report = await verifyAuditChain(client());
  console.log(report.isIntact
    ? `The audit log is whole: ${report.rowCount} rows in ${report.seconds} s, head ${report.headHash}; ${report.checkpointCount} signed checkpoints hold, ${report.witnessCount} of them outside of the database, up to row ${report.signedSize}.`
    : `The audit log is broken at row ${report.firstBadSeq}: ${report.fault}.`);
  return report.isIntact;
}
