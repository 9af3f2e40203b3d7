import { facetKeys, searchInput, type SearchInput } from '@/lib/catalog/schema';
import type { Locale } from '@/lib/shared/locale';

export type RawSearch = Readonly<Record<string, string | string[] | undefined>>;

/**
 * Reads the state out of an address. A value that makes no sense (an old or hand-made link) is left out rather than
 * answered with an error.
 */
export function readSearch(raw: RawSearch): SearchInput {
  const single = Object.fromEntries(Object.entries(raw).flatMap(([key, value]) => {
    const first = Array.isArray(value) ? value[0] : value;
    return first === undefined || first === '' || !Object.hasOwn(searchInput.shape, key) ? [] : [[key, key === 'page' ? Number(first) : key === 'q' ? first.slice(0, 200) : first] as const];
  }));
  const parsed = searchInput.safeParse(single);
  if (parsed.success) return withSort(parsed.data, single);
  const faulty = new Set(parsed.error.issues.map((issue) => String(issue.path[0])));
  const kept = Object.fromEntries(Object.entries(single).filter(([key]) => !faulty.has(key)));
  return withSort(searchInput.parse(kept), kept);
}

/** Without words there is nothing to be relevant to. */
function withSort(input: SearchInput, given: Readonly<Record<string, unknown>>): SearchInput {
  return input.q === '' && (given['sort'] === undefined || input.sort === 'relevance') ? { ...input, sort: 'popular' } : input;
}

/** The address of a search with some of its parts changed; every change but a turn of the page goes back to page one. */
export function searchHref(locale: Locale, input: SearchInput, change: { readonly [Key in keyof SearchInput]?: SearchInput[Key] | undefined } = {}): string {
  const isTurned = 'page' in change || Object.keys(change).length === 0;
  const next = { ...input, ...(isTurned ? {} : { page: 1 }), ...change };
  const query = new URLSearchParams();
  for (const key of ['q', ...facetKeys, 'sort', 'page'] as const) {
    const value = next[key];
    const isDefault = value === undefined || value === '' || (key === 'page' && value === 1) || (key === 'sort' && value === (next.q === '' ? 'popular' : 'relevance'));
    if (!isDefault) query.set(key, String(value));
  }
  const text = query.toString();
  return `/${locale}/search${text === '' ? '' : `?${text}`}`;
}
