import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';

/**
 * One start at a time per state folder. The lock of a killed process is taken over.
 * @param {string} path
 * @returns {() => void} gives it back
 */
export function takeStartLock(path) {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      return () => { rmSync(path, { force: true }); };
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const pid = Number(readFileSync(path, 'utf8'));
      if (isStarter(pid)) throw new Error(`It is already running (process ${pid}). Stop that one first, or set STATE_DIR to another folder.`);
      rmSync(path, { force: true });
    }
  }
  throw new Error(`The lock ${path} could not be taken: delete it if nothing is running.`);
}

/** The number may belong to another program by now. */
function isStarter(pid) {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  const { status, stdout } = spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  return status === null || /scripts\/(start\.mjs|audit\.ts)/.test(stdout);
}
