import type { Db, Prisma } from '@/lib/db';
import type { DictionaryEntry } from './schema';

const asJson = (entries: readonly DictionaryEntry[]) => entries as unknown as Prisma.InputJsonValue;

export async function findDictionary(db: Db, { datasetId }: { readonly datasetId: string }): Promise<DictionaryEntry[]> {
  const row = await db.datasetDictionary.findUnique({ where: { datasetId }, select: { entries: true } });
  // Written by writeDictionary from this very type.
  return (row?.entries ?? []) as unknown as DictionaryEntry[];
}

/** Whoever describes columns of this dataset waits for the one before, so that two windows lose nothing of each other; not whoever writes its listing, which names the dataset. */
export async function lockDictionary(tx: Db, { datasetId }: { readonly datasetId: string }): Promise<DictionaryEntry[]> {
  await tx.$queryRaw`select id from "Dataset" where id = ${datasetId}::uuid for no key update`;
  return findDictionary(tx, { datasetId });
}

export async function writeDictionary(db: Db, { datasetId, entries, at }: { readonly datasetId: string; readonly entries: readonly DictionaryEntry[]; readonly at: Date }): Promise<void> {
  const data = { entries: asJson(entries), updatedAt: at };
  await db.datasetDictionary.upsert({ where: { datasetId }, create: { datasetId, ...data }, update: data, select: { datasetId: true } });
}

export function findListingOfDataset(db: Db, { datasetId }: { readonly datasetId: string }) {
  return db.listing.findUnique({ where: { datasetId }, select: { id: true, title: true, subtitle: true, description: true, status: true } });
}

/** All that an owner has said of columns, a line each: for her copy of what is kept about her. */
export async function listOwnDescriptions(db: Db, { ownerId }: { readonly ownerId: string }): Promise<(DictionaryEntry & { readonly dataset: string })[]> {
  const rows = await db.datasetDictionary.findMany({ where: { dataset: { ownerId } }, orderBy: { datasetId: 'asc' }, select: { entries: true, dataset: { select: { name: true } } } });
  return rows.flatMap((row) => (row.entries as unknown as DictionaryEntry[]).map((entry) => ({ dataset: row.dataset.name, ...entry })));
}

/** What was said of columns that no revision of the dataset has any more goes with the last one that had them. */
export async function pruneDictionary(db: Db, { datasetId }: { readonly datasetId: string }): Promise<void> {
  const before = await lockDictionary(db, { datasetId });
  if (before.length === 0) return;
  // Of what is still measured nobody knows the columns yet: what is left over goes with the next one.
  if ((await db.revision.count({ where: { datasetId, status: 'MEASURING' } })) > 0) return;
  const rows = await db.$queryRaw<{ name: string }[]>`
    select distinct c->>'name' as name from "Revision" r join "RevisionProfile" p on p."revisionId" = r.id cross join lateral jsonb_array_elements(p.columns) c where r."datasetId" = ${datasetId}::uuid`;
  const names = new Set(rows.map((row) => row.name));
  const entries = before.filter((entry) => names.has(entry.name));
  if (entries.length < before.length) await db.datasetDictionary.update({ where: { datasetId }, data: { entries: asJson(entries) }, select: { datasetId: true } });
}
