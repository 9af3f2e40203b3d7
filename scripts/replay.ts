import { replayOf } from '@/lib/behaviour';
import { client } from '@/lib/db';
import { systemContext } from '@/lib/jobs';
import { decisionIdInput } from '@/lib/registry/schema';
import './closed-pipe';
import { failWith, refusalLine } from './refusal-line';
import { useDatabase } from './use-database';

/** `npm run replay -- DECISION`: makes a stored decision again. Exit code 0 when the answer is the same byte for byte, 1 when not, 2 when it can't be made again. */
const input = decisionIdInput.safeParse({ decisionId: process.argv[2] });
if (!input.success) failWith('Usage: npm run replay -- DECISION, the id as the page of its model shows it.');
const endDatabase = await useDatabase().catch((error: unknown) => failWith(error instanceof Error ? error.message : String(error)));
const answer = await replayOf(systemContext(client()), input.data);
await client().$disconnect();
await endDatabase();
if (!answer.ok) failWith(refusalLine(answer.refusal));
console.log(JSON.stringify(answer.value, null, 1));
process.exit(answer.value.isSame ? 0 : 1);
