import { createWriteStream, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { readHistory } from '@/lib/behaviour';
import { sessionsOf } from '@/lib/behaviour/core/sessions-of';
import type { HistoryEvent } from '@/lib/behaviour/core/history-cases';
import { client } from '@/lib/db';
import './closed-pipe';
import { readSessions } from './bench/behaviour/read-sessions';
import { readActions } from './monitor/read-file';
import { nextActionTrials, nextItemTrials, type StoredModel } from './monitor/trials';
import { watchBatches } from './monitor/watch-batches';
import { failWith } from './refusal-line';
import { useDatabase } from './use-database';

/** `npm run monitor`: a stored model on a labelled file, batch by batch, with its alert log. */
const usage = `Usage: npm run monitor -- next-item|next-action --data FILE [--train FILE] [--batch 256] [--log FILE] [--json]
  next-item    FILE: tab-separated SessionId, ItemId, Time (seconds)
  next-action  FILE: tab-separated SessionId, ItemId, Time, Action (view, preview, save, buy) and, if there is one, UserId
Without --train the model is the exchange's own, built from the events in its database that people agreed to.
Each batch and each alert is a line on standard output and in the log (STATE_DIR/monitor/MODEL.log).`;

const { model, data, train, batchSize, log, json } = readArguments();
for (const path of [data, train]) if (path !== undefined && !existsSync(path)) failWith(`${path}: there is no such file.`);
const stored = await load().catch((error: unknown) => failWith(error instanceof Error ? error.message : String(error)));
if (stored.trials.length === 0) failWith(`${data}: nothing to predict; a session needs two items the model knows.`);
mkdirSync(dirname(log), { recursive: true });
const file = createWriteStream(log, { flags: 'a' });
file.write(`${JSON.stringify({ startedAt: new Date().toISOString(), model: stored.name, data, rows: stored.trials.length })}\n`);
if (!json) console.log(`${stored.name}: ${stored.trials.length} cases in batches of ${batchSize}; log ${log}`);
let alertCount = 0;
for (const line of watchBatches(stored, batchSize)) {
  file.write(`${JSON.stringify(line)}\n`);
  if ('alert' in line) alertCount += 1;
  if (json) console.log(JSON.stringify(line));
  else if ('alert' in line) console.log(`  ALERT ${line.action}: ${line.alert} (${line.value ?? '-'} against ${line.threshold ?? '-'})`);
  else console.log(`batch ${String(line.batch).padStart(4)}  ${String(line.rows).padStart(5)} rows  ${line.seconds.toFixed(3)} s  p50 ${line.latencyP50Ms.toFixed(2)} ms  p95 ${line.latencyP95Ms.toFixed(2)} ms  ${stored.label} ${line.value.toFixed(4)}`);
}
if (!json) console.log(alertCount === 0 ? 'No alert.' : `${alertCount} lines in the alert log.`);
file.end(() => { process.exit(0); });

async function load(): Promise<StoredModel> {
  const own = train === undefined ? await ownEvents() : null;
  if (model === 'next-item') return nextItemTrials(own ? sessionsOf(own) : readSessions(train ?? ''), readSessions(data));
  return nextActionTrials(own ?? readActions(train ?? ''), readActions(data));
}

async function ownEvents(): Promise<readonly HistoryEvent[]> {
  const endDatabase = await useDatabase();
  const events = await readHistory(client(), { now: new Date() });
  await client().$disconnect();
  await endDatabase();
  if (events.length === 0) throw new Error('The exchange has no consented events to build the model from: name a training file with --train.');
  return events;
}

function readArguments() {
  try {
    const text = { type: 'string' } as const;
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { data: text, train: text, batch: { ...text, default: '256' }, log: text, json: { type: 'boolean', default: false } } });
    const [name, ...more] = positionals;
    const known = (['next-item', 'next-action'] as const).find((each) => each === name);
    const size = Number(values.batch);
    if (!known || more.length > 0 || values.data === undefined) return failWith(usage);
    if (!Number.isSafeInteger(size) || size < 1) return failWith('--batch is a whole number from 1 on.');
    return { model: known, data: values.data, train: values.train, batchSize: size, log: values.log ?? join(process.env.STATE_DIR ?? '.databourse', 'monitor', `${known}.log`), json: values.json };
  } catch {
    return failWith(usage);
  }
}
