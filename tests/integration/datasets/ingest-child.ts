import { createReadStream } from 'node:fs';
import { finishUpload, uploadRevision } from '@/lib/datasets';
import { client, type Context } from '@/lib/db';
import { toAccountId } from '@/lib/shared/ids';

// An intake in a process of its own, so that a test can kill it: `stream` takes standard input, `file` a file, `finish` uploads that have arrived.
const [mode = '', accountId = '', what = ''] = process.argv.slice(2);
const ctx: Context = {
  db: client(), actor: { kind: 'account', accountId: toAccountId(accountId), sessionId: '00000000-0000-4000-8000-000000000000', roles: ['SELLER'] },
  now: () => new Date(), requestId: 'child', locale: 'en', hasGpcSignal: false,
};
const fault = (error: unknown) => { process.stdout.write(`fault ${String(error)}\n`); };
const result = mode === 'finish'
  ? await finishUpload(ctx, { files: [{ uploadId: what, fileName: 'rows.csv' }] }, fault)
  : await uploadRevision(ctx, { fileName: 'rows.csv', bytes: mode === 'stream' ? process.stdin : createReadStream(what), inBackground: { waitMilliseconds: 600_000, onFault: fault } });
process.stdout.write(`${JSON.stringify(result)}\n`);
// What goes on behind an early answer comes to its end, as in a server: on a slow machine it would be cut off otherwise.
while ((await ctx.db.revision.count({ where: { status: 'MEASURING' } })) > 0) await new Promise((go) => { setTimeout(go, 50); });
process.exit(0);
