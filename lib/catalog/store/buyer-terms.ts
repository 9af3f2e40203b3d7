import type { Db } from '@/lib/db';

export function findBuyerTerms(db: Db, { accountId }: { readonly accountId: string }): Promise<{ country: string | null; uses: string[] } | null> {
  return db.buyerTerms.findUnique({ where: { accountId }, select: { country: true, uses: true } });
}

export async function saveBuyerTerms(db: Db, { accountId, country, uses, at }: { readonly accountId: string; readonly country: string | null; readonly uses: readonly string[]; readonly at: Date }): Promise<void> {
  const data = { country, uses: [...uses], at };
  await db.buyerTerms.upsert({ where: { accountId }, create: { accountId, ...data }, update: data, select: { accountId: true } });
}
