/**
 * JSON with sorted keys, so that equal values give equal bytes. Only what JSON can say: no undefined, no NaN, no Map.
 * @throws RangeError on anything else, since a decision that can't be written down can't be decided again
 */
export function canonicalJson(value: unknown): string {
  return isCanonical(value) ? JSON.stringify(value) : written(value);
}

/** Whether its keys stand in order already and it holds nothing that JSON leaves out or changes: what is made often is made so, and is written by the engine itself. */
function isCanonical(value: unknown): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object') return false;
  if (Array.isArray(value)) {
    for (const part of value) if (!isCanonical(part)) return false;
    return true;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  let last: string | null = null;
  for (const key in value) {
    if ((last !== null && last >= key) || !isCanonical((value as Readonly<Record<string, unknown>>)[key])) return false;
    last = key;
  }
  return true;
}

function written(value: unknown): string {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError('Not a finite number');
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    let text = '';
    for (const part of value) text += text === '' ? written(part) : `,${written(part)}`;
    return `[${text}]`;
  }
  if (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    let text = '';
    // By code units, as `<` compares.
    for (const key of Object.keys(value).toSorted()) {
      const part = (value as Readonly<Record<string, unknown>>)[key];
      if (part !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${written(part)}`;
    }
    return `{${text}}`;
  }
  throw new RangeError(`JSON can't say a ${typeof value}`);
}
