import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Timed } from './time-file';

/** One mode of `time-file.ts` over a file. Peak memory is a process's: each run has its own. */
export async function timeInProcess(mode: string, path: string): Promise<Timed> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', '--conditions=react-server', 'scripts/bench/datasets/time-file.ts', mode, path], { maxBuffer: 1024 * 1024 });
  return JSON.parse(stdout) as Timed;
}
