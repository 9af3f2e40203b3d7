import { text } from 'node:stream/consumers';
import { diffTables, type DiffJob } from './diff-tables';

// The process that compares two revisions; see child.ts.
const answer = await diffTables(JSON.parse(await text(process.stdin)) as DiffJob);
process.stdout.write(JSON.stringify(answer), () => process.exit(0));
