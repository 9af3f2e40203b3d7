import { Prisma, type Db } from '@/lib/db';
import { likePattern, stemPattern, type SearchTerm } from '../core/search-text';
import { facetKeys, searchSteps, type FacetKey, type SearchFilters, type SearchInput } from '../schema';

export type FacetRow = { readonly facet: FacetKey | 'total'; readonly value: string; readonly count: bigint };
type Asked = { readonly words: readonly SearchTerm[]; readonly filters: SearchFilters; /** Freshness is counted back from here. */ readonly at: Date };

const yes = Prisma.sql`true`;
/** With when the revision that is sold came on sale. Where nobody asks for that, PostgreSQL leaves the join out. */
const listings = Prisma.sql`"Listing" left join (select "revisionId" as "soldId", "soldFrom" from "Release") sold on "soldId" = "revisionId"`;
const releasedAt = Prisma.sql`greatest("publishedAt", "soldFrom")`;

/**
 * One pass over the listings that match the words: every facet is counted under all filters but its own (a grade, a time and a
 * number of rows by the hardest step that is reached), and the total under all of them. One query whatever the number of values.
 */
export async function countFacets(db: Db, { words, filters, at }: Asked): Promise<FacetRow[]> {
  const is = conditions(filters, at);
  const fits = { category: Prisma.sql`c`, format: Prisma.sql`f`, licence: Prisma.sql`l`, price: Prisma.sql`p`, grade: Prisma.sql`g`, fresh: Prisma.sql`d`, rows: Prisma.sql`n` } as const;
  const under = (own: FacetKey | null) => Prisma.join(facetKeys.filter((key) => key !== own).map((key) => fits[key]), ' and ');
  return db.$queryRaw<FacetRow[]>`
    with matched as materialized (
      select "category", "format"::text as "format", "licenceCode", "qualityGrade",
        ${highestStep(searchSteps.fresh, (days) => isFresh(days, at))} as "fresh", ${highestStep(searchSteps.rows, hasRows)} as "rows",
        case when "priceMinor" is null then 'request' when "priceMinor" = 0 then 'free' else 'paid' end as "price",
        ${is.category} as c, ${is.format} as f, ${is.licence} as l, ${is.price} as p, ${is.grade} as g, ${is.fresh} as d, ${is.rows} as n
      from ${listings} where ${matching(words)}
    )
    select 'category' as facet, "category" as value, count(*) as count from matched where ${under('category')} group by "category"
    union all select 'format', "format", count(*) from matched where ${under('format')} group by "format"
    union all select 'licence', "licenceCode", count(*) from matched where ${under('licence')} group by "licenceCode"
    union all select 'price', "price", count(*) from matched where ${under('price')} group by "price"
    union all select 'grade', "qualityGrade", count(*) from matched where "qualityGrade" is not null and ${under('grade')} group by "qualityGrade"
    union all select 'fresh', "fresh", count(*) from matched where "fresh" is not null and ${under('fresh')} group by "fresh"
    union all select 'rows', "rows", count(*) from matched where "rows" is not null and ${under('rows')} group by "rows"
    union all select 'total', '', count(*) from matched where ${under(null)}`;
}

export async function listMatchingIds(
  db: Db,
  { words, filters, at, sort, offset, size }: Asked & { readonly sort: SearchInput['sort']; readonly offset: number; readonly size: number },
): Promise<string[]> {
  const is = conditions(filters, at);
  const rows = await db.$queryRaw<{ id: string }[]>`
    select "id" from ${listings}
    where ${Prisma.join([matching(words), ...facetKeys.map((key) => is[key])], ' and ')}
    order by ${ordering(sort, words)} limit ${size} offset ${offset}`;
  return rows.map((row) => row.id);
}

/** In how many listings each word stands, counted no further than `most`. */
export async function countWords(db: Db, { words, most }: { readonly words: readonly SearchTerm[]; readonly most: number }): Promise<number[]> {
  const each = words.map((word) => Prisma.sql`(select count(*)::int from (select from "Listing" where ${matching([word])} limit ${most}) found)`);
  const [row] = await db.$queryRaw<{ counts: number[] }[]>`select array[${Prisma.join(each)}] as counts`;
  return row?.counts ?? [];
}

function matching(words: readonly SearchTerm[]): Prisma.Sql {
  const each = words.map(({ categories, ...term }) => Prisma.sql` and (${holds(Prisma.sql`"searchText"`, term)}${categories.length > 0 ? Prisma.sql` or "category" in (${Prisma.join(categories)})` : Prisma.empty})`);
  return Prisma.sql`"status" = 'PUBLISHED'${each.length > 0 ? Prisma.join(each, '') : Prisma.empty}`;
}

/** LIKE finds by the index, and the regular expression leaves of it what begins a word. */
function holds(text: Prisma.Sql, { text: word, stems }: Pick<SearchTerm, 'text' | 'stems'>): Prisma.Sql {
  return Prisma.join([Prisma.sql`${text} like ${likePattern(word)}`, ...stems.map((stem) => Prisma.sql`(${text} like ${likePattern(stem.trim())} and ${text} ~ ${stemPattern(stem)})`)], ' or ');
}

function conditions({ category, format, licence, price, grade, fresh, rows }: SearchFilters, at: Date): Readonly<Record<FacetKey, Prisma.Sql>> {
  return {
    category: category ? Prisma.sql`"category" = ${category}` : yes,
    format: format ? Prisma.sql`"format" = ${format}::"FileFormat"` : yes,
    licence: licence ? Prisma.sql`"licenceCode" = ${licence}` : yes,
    price: price === 'free' ? Prisma.sql`"priceMinor" = 0` : price === 'paid' ? Prisma.sql`"priceMinor" > 0` : price === 'request' ? Prisma.sql`"priceMinor" is null` : yes,
    // What isn't graded reaches no grade; null would be neither yes nor no.
    grade: grade ? Prisma.sql`coalesce("qualityGrade" <= ${grade}, false)` : yes,
    fresh: fresh ? isFresh(fresh, at) : yes,
    rows: rows ? hasRows(rows) : yes,
  };
}

function isFresh(days: string, at: Date): Prisma.Sql {
  return Prisma.sql`${releasedAt} >= ${at}::timestamptz - make_interval(days => ${Number(days)}::int)`;
}

function hasRows(count: string): Prisma.Sql {
  return Prisma.sql`"rowCount" >= ${Number(count)}`;
}

/** The hardest step that a listing reaches, or null. */
function highestStep(steps: readonly string[], reaches: (step: string) => Prisma.Sql): Prisma.Sql {
  return Prisma.sql`case ${Prisma.join(steps.map((step) => Prisma.sql`when ${reaches(step)} then ${step}::text`), ' ')} end`;
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
