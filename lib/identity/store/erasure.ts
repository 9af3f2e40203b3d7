import type { Db } from '@/lib/db';
import { deleteIdentity } from './identities';

/** Sessions, passkeys, codes and links: every way in. */
export async function deleteCredentials(db: Db, { accountId }: { readonly accountId: string }): Promise<void> {
  await db.session.deleteMany({ where: { accountId } });
  await db.passkey.deleteMany({ where: { accountId } });
  await db.recoveryCode.deleteMany({ where: { accountId } });
  await db.accountToken.deleteMany({ where: { accountId } });
  await db.authChallenge.deleteMany({ where: { accountId } });
}

/** What the vault knew of the person is deleted, and her id with it; the trading name goes from the seller and from what is searched. */
export async function writeTombstone(db: Db, { accountId, tombstone }: { readonly accountId: string; readonly tombstone: string }): Promise<void> {
  const seller = await db.seller.findUnique({ where: { accountId }, select: { name: true } });
  await deleteIdentity(db, { accountId });
  await db.account.update({ where: { id: accountId }, data: { roles: [], status: 'ERASED', emailVerifiedAt: null }, select: { id: true } });
  if (!seller) return;
  const name = `Erased seller ${tombstone.slice(0, 8)}`;
  await db.seller.update({ where: { accountId }, data: { name, slug: `erased-${tombstone.slice(0, 8)}`, about: '' }, select: { slug: true } });
  await db.$executeRaw`update "Listing" set status = 'WITHDRAWN', "searchText" = replace("searchText", ${seller.name.toLowerCase()}, ${name.toLowerCase()}) where "sellerId" = ${accountId}::uuid`;
}

/** In every column of every table that holds ids, by the database itself. */
export async function replaceAccountId(db: Db, { accountId, tombstone }: { readonly accountId: string; readonly tombstone: string }): Promise<void> {
  await db.$executeRaw`select replace_account_id(${accountId}::uuid, ${tombstone}::uuid)`;
}
