type Waiting<Key, Value> = { readonly key: Key; readonly resolve: (value: Value) => void; readonly reject: (fault: unknown) => void };

/** Two at a time: while one is being read, the next gathers. */
const mostRunning = 2;

/**
 * Many questions, one reading: those asked in the same turn of the event loop, or while as many readings as may run are under way, are read together. A reading
 * begins after every question in it was asked, so no answer is older than its question: nothing is kept from one reading to the next.
 * `readAll` answers in the order of the keys. A reading that fails is each one's failure.
 */
export function gathered<Key, Value>(readAll: (keys: readonly Key[]) => Promise<readonly Value[]>, { most }: { readonly most: number }): (key: Key) => Promise<Value> {
  let waiting: Waiting<Key, Value>[] = [];
  let [running, isPlanned] = [0, false];

  const begin = (): void => {
    isPlanned = false;
    if (running >= mostRunning || waiting.length === 0) return;
    const taken = waiting.slice(0, most);
    waiting = waiting.slice(most);
    running += 1;
    void answer(taken).finally(() => { running -= 1; plan(); });
    plan();
  };
  const plan = (): void => {
    if (isPlanned || running >= mostRunning || waiting.length === 0) return;
    isPlanned = true;
    setImmediate(begin);
  };
  const answer = async (taken: readonly Waiting<Key, Value>[]): Promise<void> => {
    try {
      const values = await readAll(taken.map(({ key }) => key));
      if (values.length !== taken.length) throw new RangeError(`${taken.length} were asked for and ${values.length} answered`);
      for (const [index, { resolve }] of taken.entries()) resolve(values[index] as Value);
    } catch (fault) {
      for (const { reject } of taken) reject(fault);
    }
  };
  return (key) => new Promise((resolve, reject) => {
    waiting.push({ key, resolve, reject });
    plan();
  });
}
