import { text } from 'node:stream/consumers';
import { liveWithParent } from './live-with-parent';
import { markTable, type MarkJob } from './mark-table';

// The process that writes one right's marked copy; see child.ts.
liveWithParent();
const answer = await markTable(JSON.parse(await text(process.stdin)) as MarkJob);
process.stdout.write(JSON.stringify(answer), () => process.exit(0));
