/**
 * JSON with sorted keys, so that equal values give equal bytes. Only what JSON can say: no undefined, no NaN, no Map.
 * @throws RangeError on anything else, since a decision that can't be written down can't be decided again
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError('Not a finite number');
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    let text = '';
    for (const part of value) text += text === '' ? canonicalJson(part) : `,${canonicalJson(part)}`;
    return `[${text}]`;
  }
  if (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    let text = '';
    // By code units, as `<` compares.
    for (const key of Object.keys(value).toSorted()) {
      const part = (value as Readonly<Record<string, unknown>>)[key];
      if (part !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(part)}`;
    }
    return `{${text}}`;
  }
  throw new RangeError(`JSON can't say a ${typeof value}`);
}
