import { parseArgs } from 'node:util';
import { client } from '@/lib/db';
import { traceFile } from '@/lib/delivery';
import { systemContext } from '@/lib/jobs';
import './closed-pipe';
import { failWith, refusalLine } from './refusal-line';
import { useDatabase } from './use-database';

/** `npm run -s trace`: whose marked copy a file comes from. Exit code 0 when somebody is named, 1 when nobody is, 2 when the file can't be read. */
const usage = `Usage: npm run -s trace -- FILE [--json]
  Compares the file with every copy that was marked for its buyer. Nobody is named below z = 6; z and the bound on a false accusation are printed either way.`;
const { file, isJson } = readArguments();
const endDatabase = await useDatabase().catch((error: unknown) => failWith(error instanceof Error ? error.message : String(error)));
const traced = await traceFile(systemContext(client()), file);
await client().$disconnect();
await endDatabase();
if (!traced.ok) failWith(refusalLine(traced.refusal));
const { named, best, falseAccusationBound, compared } = traced.value;
if (isJson) console.log(JSON.stringify(traced.value, null, 2));
else if (named && best) console.log(`Order ${named.orderId}, buyer ${named.buyer} (as its seller knows the person), ${named.title}, revision ${named.revision}.\nz = ${named.z.toFixed(2)} over ${best.cells} cells, ${best.agreeing} agree. ${compared} copies compared; the chance that an innocent one would be named is at most ${falseAccusationBound.toExponential(1)}.`);
else console.log(best ? `Nobody is named. The nearest of ${compared} copies has z = ${best.z.toFixed(2)} over ${best.cells} cells, and 6 is needed (bound on a false accusation: ${falseAccusationBound.toExponential(1)}).` : 'Nobody is named: no marked copy has these columns.');
process.exit(named ? 0 : 1);

function readArguments() {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean', default: false } } });
    const [path, ...more] = positionals;
    return path === undefined || more.length > 0 ? failWith(usage) : { file: path, isJson: values.json };
  } catch {
    return failWith(usage);
  }
}
