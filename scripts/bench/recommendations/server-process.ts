import { existsSync, readFileSync } from 'node:fs';

const ticksPerSecond = 100;

function childrenOf(pid: number): readonly number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
}

function hasEnded(pid: number): boolean {
  return !existsSync(`/proc/${pid}/stat`);
}

/** The server that `npm start` began, where the system tells who began whom (Linux); else null. */
export function findServer(startPid: number | undefined): number | null {
  try {
    return childrenOf(startPid ?? Number.NaN).find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('serve.mjs')) ?? null;
  } catch {
    return null;
  }
}

/** What a process and those it began have computed, all threads: what else runs on the machine doesn't lengthen it by its own time. NaN where nobody tells. */
export function cpuMilliseconds(pid: number | null): number {
  if (pid === null) return Number.NaN;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  const own = ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond) * 1_000;
  return childrenOf(pid).reduce((sum, child) => sum + (hasEnded(child) ? 0 : cpuMilliseconds(child)), own);
}
