import { parseArgs } from 'node:util';
import { client } from '@/lib/db';
import { giveRole } from '@/lib/identity';
import { giveRoleInput } from '@/lib/identity/schema';
import { failWith, refusalLine } from './refusal-line';
import { useDatabase } from './use-database';

/** `npm run admin -- grant|revoke ADMIN|AUDITOR --email ADDRESS --reason TEXT`: the first administrator of an exchange, and the way back when all are locked out. Exit code 2 with one sentence when not. */
const usage = 'Usage: npm run admin -- grant|revoke ADMIN|AUDITOR --email ADDRESS --reason "WHY, IN TEN CHARACTERS AND MORE"';
const input = read();
const fail = (error: unknown): never => failWith(error instanceof Error ? error.message : String(error));
const endDatabase = await useDatabase().catch(fail);
const changed = await giveRole({ db: client(), actor: { kind: 'system' }, now: () => new Date(), requestId: 'admin command', locale: 'en', hasGpcSignal: false }, input).catch(async (error: unknown) => { await endDatabase(); return fail(error); });
await client().$disconnect();
await endDatabase();
if (!changed.ok) failWith(changed.refusal.code === 'not-found' ? 'Nobody has signed up with this address.' : refusalLine(changed.refusal));
console.log(changed.value.isChanged ? `${input.isGranted ? 'Given' : 'Taken'}: ${input.role}. It stands in the audit log; the person signs in again.` : 'Nothing to change.');
if (input.isGranted && !changed.value.hasSecondFactor) console.log('The role sleeps until she adds an authenticator app or a passkey (Account, Security) and signs in with it.');
process.exit(0);

function read() {
  try {
    const { values, positionals: [command, role] } = parseArgs({ allowPositionals: true, options: { email: { type: 'string' }, reason: { type: 'string' } } });
    const parsed = giveRoleInput.safeParse({ email: values.email, role, isGranted: command === 'grant', reason: values.reason });
    if (parsed.success && (command === 'grant' || command === 'revoke')) return parsed.data;
  } catch {
    // Said below.
  }
  return failWith(usage);
}
