const maxDepth = 24;

/** Why an input is turned away before any schema reads it. */
export type Unclean = { readonly path: string; readonly why: 'nul' | 'depth' };

/**
 * One spelling for what is typed in several: every string of a JSON value in Unicode's composed form (NFC), keys too. A zero character, which no text has and
 * PostgreSQL refuses, and a value nested deeper than any form, are turned away.
 * @returns the same shape, or where it is unclean
 */
export function cleanInput(value: unknown): { readonly ok: true; readonly value: unknown } | ({ readonly ok: false } & Unclean) {
  try {
    return { ok: true, value: clean(value, '', 0) };
  } catch (fault) {
    if (fault instanceof UncleanInput) return { ok: false, path: fault.path, why: fault.why };
    throw fault;
  }
}

class UncleanInput extends Error {
  constructor(readonly path: string, readonly why: Unclean['why']) { super(why); }
}

function clean(value: unknown, path: string, depth: number): unknown {
  if (typeof value === 'string') return text(value, path);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= maxDepth) throw new UncleanInput(path, 'depth');
  if (Array.isArray(value)) return value.map((item, index) => clean(item, `${path}${path === '' ? '' : '.'}${index}`, depth + 1));
  // Files and the like are no JSON: schemas that want them look at them.
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [text(key, path), clean(item, path === '' ? key : `${path}.${key}`, depth + 1)]));
}

function text(value: string, path: string): string {
  if (value.includes('\0')) throw new UncleanInput(path, 'nul');
  return value.normalize('NFC');
}
