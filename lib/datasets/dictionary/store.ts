import type { Db, Prisma } from '@/lib/db';
import type { DictionaryEntry } from './schema';

export async function findDictionary(db: Db, { datasetId }: { readonly datasetId: string }): Promise<DictionaryEntry[]> {
  const row = await db.datasetDictionary.findUnique({ where: { datasetId }, select: { entries: true } });
  // Written by writeDictionary from this very type.
  return (row?.entries ?? []) as unknown as DictionaryEntry[];
}

/** Whoever describes columns of this dataset waits for the one before, so that two windows lose nothing of each other. */
export async function lockDictionary(tx: Db, { datasetId }: { readonly datasetId: string }): Promise<DictionaryEntry[]> {
  await tx.$queryRaw`select id from "Dataset" where id = ${datasetId}::uuid for update`;
  return findDictionary(tx, { datasetId });
}

export async function writeDictionary(db: Db, { datasetId, entries, at }: { readonly datasetId: string; readonly entries: readonly DictionaryEntry[]; readonly at: Date }): Promise<void> {
  const data = { entries: entries as unknown as Prisma.InputJsonValue, updatedAt: at };
  await db.datasetDictionary.upsert({ where: { datasetId }, create: { datasetId, ...data }, update: data, select: { datasetId: true } });
}

export function findListingOfDataset(db: Db, { datasetId }: { readonly datasetId: string }) {
  return db.listing.findUnique({ where: { datasetId }, select: { id: true, title: true, status: true } });
}

/** All that an owner has said of columns, a line each: for her copy of what is kept about her. */
export async function listOwnDescriptions(db: Db, { ownerId }: { readonly ownerId: string }): Promise<(DictionaryEntry & { readonly dataset: string })[]> {
  const rows = await db.datasetDictionary.findMany({ where: { dataset: { ownerId } }, orderBy: { datasetId: 'asc' }, select: { entries: true, dataset: { select: { name: true } } } });
  return rows.flatMap((row) => (row.entries as unknown as DictionaryEntry[]).map((entry) => ({ dataset: row.dataset.name, ...entry })));
}
