type Known<Key, Value> = { readonly get: (key: Key) => Promise<Value> | undefined; readonly set: (key: Key, value: Promise<Value>) => unknown; readonly delete: (key: Key) => unknown };

/** What several who ask at once wait for together, and whoever asks later is answered with; one that failed is made anew for whoever asks next. */
export function sharedAnswer<Key, Value>(known: Known<Key, Value>, key: Key, make: () => Promise<Value>): Promise<Value> {
  const found = known.get(key);
  if (found) return found;
  const made = make();
  known.set(key, made);
  made.catch(() => { if (known.get(key) === made) known.delete(key); });
  return made;
}
