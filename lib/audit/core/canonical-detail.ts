export type AuditDetail = Readonly<Record<string, string | number | boolean | null>>;

/** Control, bidirectional and line-separating characters: what could fake a second line or hide text in a viewer. */
const unsafe = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** The text with every such character written as its `\u` escape, so that one event is one line. */
export function escapeUnsafe(text: string): string {
  return text.replace(unsafe, (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
}

/** JSON with sorted keys and no spaces: the same detail always gives the same bytes. @throws RangeError on a number JSON can't say. */
export function canonicalDetail(detail: AuditDetail): string {
  const pairs = Object.keys(detail).toSorted().map((key) => {
    const value = detail[key] ?? null;
    if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`Audit detail ${key} is not finite`);
    return `${JSON.stringify(escapeUnsafe(key))}:${JSON.stringify(typeof value === 'string' ? escapeUnsafe(value) : value)}`;
  });
  return `{${pairs.join(',')}}`;
}
