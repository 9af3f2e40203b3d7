import { readFileSync } from 'node:fs';

const ticksPerSecond = 100;

/** The server that `npm start` began, where the system tells who began whom (Linux); else null. */
export function findServer(startPid: number | undefined): number | null {
  try {
    const children = readFileSync(`/proc/${startPid ?? ''}/task/${startPid ?? ''}/children`, 'utf8').trim().split(' ');
    return Number(children.find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('serve.mjs')) ?? Number.NaN) || null;
  } catch {
    return null;
  }
}

/** What a process has computed since it began, all threads: what else runs on the machine doesn't lengthen it by its own time. NaN where nobody tells. */
export function cpuMilliseconds(pid: number | null): number {
  if (pid === null) return Number.NaN;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond) * 1_000;
}
