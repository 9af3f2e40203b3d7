const everyMilliseconds = 2_000;

/** A child whose parent was killed has nobody to answer, and nobody left to kill it when it hangs: it ends by itself. */
export function liveWithParent(): void {
  const parent = process.ppid;
  setInterval(() => { if (process.ppid !== parent) process.exit(1); }, everyMilliseconds).unref();
}
