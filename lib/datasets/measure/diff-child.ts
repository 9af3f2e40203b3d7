import { text } from 'node:stream/consumers';
import { diffTables, type DiffJob } from './diff-tables';
import { liveWithParent } from './live-with-parent';

// The process that compares two revisions; see child.ts.
liveWithParent();
const answer = await diffTables(JSON.parse(await text(process.stdin)) as DiffJob);
process.stdout.write(JSON.stringify(answer), () => process.exit(0));
