import { ok, refuse, type Result } from '@/lib/shared/result';

export const maxQuasiColumns = 20;

/** Each column is there, is named once, and is either known to an attacker or what she is after. */
export function checkRiskColumns(names: readonly string[], { quasi, sensitive }: { readonly quasi: readonly string[]; readonly sensitive: string | null }): Result<null> {
  const unknown = [...quasi, ...(sensitive === null ? [] : [sensitive])].find((name) => !names.includes(name));
  if (unknown !== undefined) return refuse('column-unknown', { field: unknown, params: { names: nearest(unknown, names).join(', ') } });
  if (quasi.length === 0 || quasi.length > maxQuasiColumns) return refuse('quasi-count', { params: { count: quasi.length, max: maxQuasiColumns } });
  const twice = quasi.find((name, index) => quasi.indexOf(name) !== index);
  if (twice !== undefined) return refuse('column-twice', { field: twice });
  return sensitive !== null && quasi.includes(sensitive) ? refuse('column-twice', { field: sensitive }) : ok(null);
}

/** At most ten, those that look most like it first. */
function nearest(wanted: string, names: readonly string[]): string[] {
  const pairs = (text: string) => new Set(Array.from({ length: Math.max(1, text.length - 1) }, (_, index) => text.toLowerCase().slice(index, index + 2)));
  const own = pairs(wanted);
  const shared = (name: string) => [...pairs(name)].filter((pair) => own.has(pair)).length / Math.max(1, name.length);
  return names.toSorted((a, b) => shared(b) - shared(a)).slice(0, 10);
}
