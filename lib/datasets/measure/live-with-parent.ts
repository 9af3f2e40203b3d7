const everyMilliseconds = 2_000;

/**
 * A child whose parent was killed has nobody to answer, and nobody left to kill it when it hangs: it ends by itself. Not by an exit, which waits for the engine to finish
 * the statement it is at: over a file of gigabytes that takes minutes. What it leaves in its scratch folder is swept as after any kill.
 */
export function liveWithParent(): void {
  const parent = process.ppid;
  setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL'); }, everyMilliseconds).unref();
}
