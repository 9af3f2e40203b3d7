import type { PrismaClient } from '@/lib/db';
import { pageSize, searchPage } from './core/search-page';
import { searchTerms } from './core/search-text';
import { searchSteps, type Facet, type FacetKey, type SearchInput, type SearchResults } from './schema';
import { listCards } from './store/cards';
import { countFacets, listMatchingIds, type FacetRow } from './store/search';

/** Public. Three queries whatever the result: facets and total, one page of ids, their cards. */
export async function searchListings(db: PrismaClient, input: SearchInput, at = new Date()): Promise<SearchResults> {
  const words = searchTerms(input.q);
  const { offset } = searchPage(input.page, 0);
  const [counts, listingIds] = await Promise.all([
    countFacets(db, { words, filters: input, at }),
    listMatchingIds(db, { words, filters: input, at, sort: input.sort, offset, size: pageSize }),
  ]);
  const totalCount = Number(counts.find((row) => row.facet === 'total')?.count ?? 0);
  return {
    cards: await listCards(db, { listingIds }),
    totalCount,
    pageCount: searchPage(input.page, totalCount).pageCount,
    facets: {
      category: facetOf(counts, 'category'), format: facetOf(counts, 'format'), licence: facetOf(counts, 'licence'), price: facetOf(counts, 'price'),
      grade: stepsOf(counts, 'grade', input), fresh: stepsOf(counts, 'fresh', input), rows: stepsOf(counts, 'rows', input),
    },
  };
}

function facetOf(counts: readonly FacetRow[], facet: FacetKey): Facet[] {
  return counts.filter((row) => row.facet === facet)
    .map((row) => ({ value: row.value, count: Number(row.count) }))
    .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

/** A step that holds no more than the one before it is none, unless it is chosen. */
function stepsOf(counts: readonly FacetRow[], facet: keyof typeof searchSteps, { [facet]: chosen }: SearchInput): Facet[] {
  const reached = new Map(facetOf(counts, facet).map(({ value, count }) => [value, count]));
  const steps: Facet[] = [];
  let count = 0;
  for (const value of searchSteps[facet]) {
    const more = reached.get(value) ?? 0;
    count += more;
    if (more > 0 || (value === chosen && count > 0)) steps.push({ value, count });
  }
  return steps;
}
