import { ok, refuse, type Result } from '@/lib/shared/result';

/** Longest part that all names begin with, without what dangles at its end: `flights-2024.csv`, `flights-2025.csv` → `flights`. */
function commonStem(names: readonly string[]): string {
  const stems = names.map((name) => name.replace(/\.gz$/i, '').replace(/\.[^.]+$/, ''));
  const [first = ''] = stems;
  let length = first.length;
  for (const stem of stems) while (!stem.startsWith(first.slice(0, length))) length -= 1;
  return first.slice(0, length).replace(/[\s._-]*\d{0,3}$/u, '').replace(/[\s._-]+$/u, '');
}

/** What a dataset of these files is called: the file itself, or an archive named for what their names have in common. Two files of one name are refused. */
export function nameOfFiles(names: readonly string[]): Result<string> {
  const [first = ''] = names;
  if (names.length <= 1) return ok(first);
  if (new Set(names.map((name) => name.toLowerCase())).size < names.length) return refuse('input-invalid', { field: 'fileName' });
  return ok(`${commonStem(names) || 'tables'}.zip`);
}
