import { Prisma, type Db } from '@/lib/db';
import { likePattern, stemPattern, type SearchTerm } from '../core/search-text';
import type { SearchInput } from '../schema';

export type FacetRow = { readonly facet: 'category' | 'format' | 'licence' | 'price' | 'total'; readonly value: string; readonly count: bigint };
type Filters = Pick<SearchInput, 'category' | 'format' | 'licence' | 'price'>;

const yes = Prisma.sql`true`;

/**
 * One pass over the listings that match the words: every facet is counted under all filters but its own, and the
 * total under all of them. One query whatever the number of values.
 */
export async function countFacets(db: Db, { words, filters }: { readonly words: readonly SearchTerm[]; readonly filters: Filters }): Promise<FacetRow[]> {
  const is = conditions(filters);
  return db.$queryRaw<FacetRow[]>`
    with matched as materialized (
      select "category", "format"::text as "format", "licenceCode",
        case when "priceMinor" is null then 'request' when "priceMinor" = 0 then 'free' else 'paid' end as "price",
        ${is.category} as c, ${is.format} as f, ${is.licence} as l, ${is.price} as p
      from "Listing" where ${matching(words)}
    )
    select 'category' as facet, "category" as value, count(*) as count from matched where f and l and p group by "category"
    union all select 'format', "format", count(*) from matched where c and l and p group by "format"
    union all select 'licence', "licenceCode", count(*) from matched where c and f and p group by "licenceCode"
    union all select 'price', "price", count(*) from matched where c and f and l group by "price"
    union all select 'total', '', count(*) from matched where c and f and l and p`;
}

export async function listMatchingIds(
  db: Db,
  { words, filters, sort, offset, size }: {
    readonly words: readonly SearchTerm[]; readonly filters: Filters; readonly sort: SearchInput['sort']; readonly offset: number; readonly size: number;
  },
): Promise<string[]> {
  const is = conditions(filters);
  const rows = await db.$queryRaw<{ id: string }[]>`
    select "id" from "Listing"
    where ${matching(words)} and ${is.category} and ${is.format} and ${is.licence} and ${is.price}
    order by ${ordering(sort, words)} limit ${size} offset ${offset}`;
  return rows.map((row) => row.id);
}

function matching(words: readonly SearchTerm[]): Prisma.Sql {
  const each = words.map(({ categories, ...term }) => Prisma.sql` and (${holds(Prisma.sql`"searchText"`, term)}${categories.length > 0 ? Prisma.sql` or "category" in (${Prisma.join(categories)})` : Prisma.empty})`);
  return Prisma.sql`"status" = 'PUBLISHED'${each.length > 0 ? Prisma.join(each, '') : Prisma.empty}`;
}

/** LIKE finds by the index, and the regular expression leaves of it what begins a word. */
function holds(text: Prisma.Sql, { text: word, stems }: Pick<SearchTerm, 'text' | 'stems'>): Prisma.Sql {
  return Prisma.join([Prisma.sql`${text} like ${likePattern(word)}`, ...stems.map((stem) => Prisma.sql`(${text} like ${likePattern(stem.trim())} and ${text} ~ ${stemPattern(stem)})`)], ' or ');
}

function conditions({ category, format, licence, price }: Filters) {
  return {
    category: category ? Prisma.sql`"category" = ${category}` : yes,
    format: format ? Prisma.sql`"format" = ${format}::"FileFormat"` : yes,
    licence: licence ? Prisma.sql`"licenceCode" = ${licence}` : yes,
    price: price === 'free' ? Prisma.sql`"priceMinor" = 0` : price === 'paid' ? Prisma.sql`"priceMinor" > 0` : price === 'request' ? Prisma.sql`"priceMinor" is null` : yes,
  };
}

/** Every order ends in the id, so that equal rows keep their places from page to page. */
function ordering(sort: SearchInput['sort'], words: readonly SearchTerm[]): Prisma.Sql {
  switch (sort) {
    case 'newest': return Prisma.sql`"publishedAt" desc, "id"`;
    // What has no price comes after everything that has, either way.
    case 'price-up': return Prisma.sql`"priceMinor" nulls last, "id"`;
    case 'price-down': return Prisma.sql`"priceMinor" desc nulls last, "id"`;
    case 'rows': return Prisma.sql`"rowCount" desc, "id"`;
    case 'popular': return Prisma.sql`"salesVoices" desc, "publishedAt" desc, "id"`;
    case 'relevance': return Prisma.sql`${hits(words, 1)} desc, ${hits(words, 2)} desc, "salesVoices" desc, "publishedAt" desc, "id"`;
  }
}

/** How many of the words stand in one line of the search text (1 title, 2 subtitle). */
function hits(words: readonly SearchTerm[], line: 1 | 2): Prisma.Sql {
  // Never the bare number 0: Postgres would read it as the position of an output column.
  if (words.length === 0) return Prisma.sql`(0 + 0)`;
  const each = words.map((term) => Prisma.sql`(${holds(Prisma.sql`split_part("searchText", e'\n', ${line}::int)`, term)})::int`);
  return Prisma.sql`(${Prisma.join(each, ' + ')})`;
}
