/** Next calls this once when the server starts: the jobs and the writing of metrics run beside the pages. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs' || process.env.NEXT_PHASE === 'phase-production-build') return;
  const { requireKeysOfToday, startBackground } = await import('./app/_server/background');
  await requireKeysOfToday();
  await startBackground();
}
