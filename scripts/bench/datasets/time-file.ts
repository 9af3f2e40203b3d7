import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { formatOfName } from '@/lib/datasets/core/file-format';
import { measureLimits } from '@/lib/datasets/measure/job';
import { measureFile } from '@/lib/datasets/measure/measure-file';
import { measureRisk } from '@/lib/datasets/measure/measure-risk';
import { listColumns } from '@/lib/datasets/measure/profile-columns';
import { profileTable } from '@/lib/datasets/measure/profile-table';
import { scanColumns } from '@/lib/datasets/measure/scan-columns';
import { withSource } from '@/lib/datasets/measure/with-source';
import { ok } from '@/lib/shared/result';
import { localStorage } from '@/lib/storage/local-storage';

export type Timed = { readonly seconds: number; readonly processorSeconds: number; readonly peakMegabytes: number };

/** One run over one file, told as JSON: `summarize` is the engine alone, `profile` what an upload's profile does, `scan` looks for personal data, `risk` measures k and its kin, `intake` keeps the bytes, `measure` is all of the measuring process. */
const [mode = '', given = ''] = process.argv.slice(2);
const path = resolve(given);
const format = formatOfName(path);
if (!format.ok) throw new Error(`${path} is no table`);
const scratch = await mkdtemp(join(tmpdir(), 'databourse-bench-'));
const [startedAt, used] = [performance.now(), process.cpuUsage()];
try {
  if (mode === 'summarize') await summarize();
  else if (mode === 'profile') await profile(format.value);
  else if (mode === 'intake') await intake();
  else if (mode === 'scan') await scan(format.value);
  else if (mode === 'risk') await risk(format.value);
  else await measure(format.value);
  const { user, system } = process.cpuUsage(used);
  const timed: Timed = { seconds: (performance.now() - startedAt) / 1_000, processorSeconds: (user + system) / 1e6, peakMegabytes: process.resourceUsage().maxRSS / 1_024 };
  console.log(JSON.stringify(timed));
} finally {
  await rm(scratch, { recursive: true, force: true });
}
process.exit(0);

async function summarize(): Promise<void> {
  const instance = await DuckDBInstance.create(join(scratch, 'scratch.duckdb'), { threads: '2', memory_limit: `${measureLimits.memoryMegabytes}MB`, temp_directory: join(scratch, 'spill') });
  const db = await instance.connect();
  await db.runAndReadAll(`summarize select * from '${path.replaceAll("'", "''")}'`);
}

function jobOf(of: Parameters<typeof withSource>[0]['format']) {
  return { path, format: of, scratch, limits: measureLimits, sample: { key: '', hidden: [], path: null } };
}

async function scan(of: Parameters<typeof withSource>[0]['format']): Promise<void> {
  const found = await withSource(jobOf(of), async (db, rowCount) => ok(await scanColumns(db, { columns: await listColumns(db), rowCount, fileName: 'hundred.csv' })));
  if (!found.ok) throw new Error(found.refusal.code);
}

async function risk(of: Parameters<typeof withSource>[0]['format']): Promise<void> {
  const found = await withSource(jobOf(of), (db, rowCount) => measureRisk(db, rowCount, { quasi: ['age', 'sex', 'zip'], sensitive: 'condition' }));
  if (!found.ok) throw new Error(found.refusal.code);
}

async function intake(): Promise<void> {
  const kept = await localStorage(scratch).write(createReadStream(path), { maxBytes: Number.MAX_SAFE_INTEGER });
  if (!kept.ok) throw new Error(kept.refusal.code);
}

async function measure(of: Parameters<typeof withSource>[0]['format']): Promise<void> {
  const found = await measureFile({ path, format: of, scratch, limits: measureLimits, sample: { key: 'bench', hidden: [], path: join(scratch, 'sample.parquet') }, tablePath: join(scratch, 'table.parquet') });
  if (!found.ok) throw new Error(found.refusal.code);
}

async function profile(of: Parameters<typeof withSource>[0]['format']): Promise<void> {
  const { size } = await stat(path);
  const found = await withSource(jobOf(of), async (db, rowCount) => ok(await profileTable(db, rowCount, { byteSize: size, report: () => undefined })));
  if (!found.ok) throw new Error(found.refusal.code);
}
