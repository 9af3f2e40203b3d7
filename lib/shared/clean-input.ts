const maxDepth = 24;

/** Why an input is turned away before any schema reads it. */
export type Unclean = { readonly path: string; readonly why: 'nul' | 'depth' };

/**
 * One spelling for what is typed in several: every string of a JSON value in Unicode's composed form (NFC), keys too. A zero character, which no text has and
 * PostgreSQL refuses, and a value nested deeper than any form, are turned away. `keepsSpelling`: for what was never typed but names something as it is spelt
 * elsewhere, a column of a file for instance.
 * @returns the same shape, or where it is unclean
 */
export function cleanInput(value: unknown, { keepsSpelling = false }: { readonly keepsSpelling?: boolean | undefined } = {}): { readonly ok: true; readonly value: unknown } | ({ readonly ok: false } & Unclean) {
  try {
    return { ok: true, value: clean(value, { path: '', depth: 0, spell: keepsSpelling ? (text) => text : (text) => text.normalize('NFC') }) };
  } catch (fault) {
    if (fault instanceof UncleanInput) return { ok: false, path: fault.path, why: fault.why };
    throw fault;
  }
}

class UncleanInput extends Error {
  constructor(readonly path: string, readonly why: Unclean['why']) { super(why); }
}

type Place = { readonly path: string; readonly depth: number; readonly spell: (text: string) => string };

function clean(value: unknown, place: Place): unknown {
  if (typeof value === 'string') return text(value, place);
  if (typeof value !== 'object' || value === null) return value;
  const { path, depth } = place;
  if (depth >= maxDepth) throw new UncleanInput(path, 'depth');
  const within = (name: string | number): Place => ({ ...place, path: path === '' ? String(name) : `${path}.${name}`, depth: depth + 1 });
  if (Array.isArray(value)) return value.map((item, index) => clean(item, within(index)));
  // Files and the like are no JSON: schemas that want them look at them.
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [text(key, place), clean(item, within(key))]));
}

function text(value: string, { path, spell }: Place): string {
  if (value.includes('\0')) throw new UncleanInput(path, 'nul');
  return spell(value);
}
