import { client } from '@/lib/db';
import { verifyAuditChain } from '@/lib/audit';
import { failWith } from './refusal-line';
import { useDatabase } from './use-database';

/** `npm run audit -- verify`: exit code 0 when the chain is whole, 1 with the first bad row when not, 2 when it could not be read. */
const [command] = process.argv.slice(2);
if (command !== 'verify') failWith('Usage: npm run audit -- verify');
const endDatabase = await useDatabase().catch((error: unknown) => failWith(error instanceof Error ? error.message : String(error)));
const report = await verifyAuditChain(client());
console.log(report.isIntact
  ? `The audit chain is whole: ${report.rowCount} rows in ${report.seconds} s, head ${report.headHash}.`
  : `The audit chain is broken at row ${report.firstBadSeq}: ${report.fault}.`);
await client().$disconnect();
await endDatabase();
process.exit(report.isIntact ? 0 : 1);
