import { client } from '@/lib/db';
import { verifyAuditChain } from '@/lib/audit';
import { loadEnvFile } from './load-env-file';

/** `npm run audit -- verify`: exit code 0 when the chain is whole, 1 with the first bad row when not. */
const [command] = process.argv.slice(2);
if (command !== 'verify') {
  console.error('Usage: npm run audit -- verify');
  process.exit(2);
}
loadEnvFile();
const report = await verifyAuditChain(client());
console.log(report.isIntact
  ? `The audit chain is whole: ${report.rowCount} rows in ${report.seconds} s, head ${report.headHash}.`
  : `The audit chain is broken at row ${report.firstBadSeq}: ${report.fault}.`);
await client().$disconnect();
process.exit(report.isIntact ? 0 : 1);
