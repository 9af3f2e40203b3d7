import { text } from 'node:stream/consumers';
import { liveWithParent } from './live-with-parent';
import { noiseOfLabels, type NoiseJob } from './noise-of-labels';

// The process that looks for wrong labels in a table; see child.ts.
liveWithParent();
const job = JSON.parse(await text(process.stdin)) as NoiseJob;
const answer = await noiseOfLabels(job);
process.stdout.write(JSON.stringify(answer), () => process.exit(0));
