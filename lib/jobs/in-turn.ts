/** Does something every so often, never a second time while the first goes on, until it says `enough`. Stopped, what goes on is waited for. */
export function inTurn(everyMilliseconds: number, work: () => Promise<'again' | 'enough'>): { readonly stop: () => Promise<void> } {
  let running: Promise<void> | null = null;
  const once = async () => { if ((await work()) === 'enough') clearInterval(timer); };
  const timer = setInterval(() => { running ??= once().finally(() => { running = null; }); }, everyMilliseconds).unref();
  return { stop: async () => { clearInterval(timer); await running; } };
}
