import type { Db } from '@/lib/db';

/** Title and subtitle of what is on sale, as they are searched; what sold most first. */
export async function listPublishedNames(db: Db, { take }: { readonly take: number }): Promise<string[]> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    select split_part(left("searchText", 1000), e'\n', 1) || ' ' || split_part(left("searchText", 1000), e'\n', 2) as name
    from "Listing" where "status" = 'PUBLISHED' order by "salesVoices" desc, "id" limit ${take}`;
  return rows.map((row) => row.name);
}
