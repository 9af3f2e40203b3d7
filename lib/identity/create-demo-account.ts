import type { PrismaClient, Role } from '@/lib/db';
import { toAccountId, type AccountId } from '@/lib/shared/ids';
import type { Locale } from '@/lib/shared/locale';
import { sellerSlug } from './core/seller-slug';
import { emailIndex, emailIndexes, encryptEmail } from './field-keys';
import { newIdentity } from './new-identity';
import { hashPassword } from './passwords';
import { findAccountByIndex, insertAccount, insertSeller } from './store/accounts';

type DemoPerson = {
  readonly email: string;
  /** Null: nobody can sign in as this person. */
  readonly password: string | null;
  readonly roles: readonly Role[];
  readonly seller?: { readonly name: string; readonly about: string };
  readonly locale?: Locale;
};

/** For the demo market only. Marked as demo; the second time it finds what the first time made. */
export async function createDemoAccount(db: PrismaClient, person: DemoPerson): Promise<{ accountId: AccountId }> {
  const known = await findAccountByIndex(db, { emailIndexes: emailIndexes(person.email) });
  if (known) return { accountId: toAccountId(known.id) };
  const passwordHash = person.password === null ? 'nobody' : await hashPassword(person.password);
  if (passwordHash === null) throw new Error('Too many passwords are being hashed at once');
  const { identityId, accountId } = newIdentity();
  await db.$transaction(async (tx) => {
    const roles = person.roles.filter((role) => role !== 'SELLER');
    await insertAccount(tx, { roles, locale: person.locale ?? 'en', isDemo: true, emailVerifiedAt: new Date(), identity: { id: identityId, accountId, emailCipher: encryptEmail(person.email, accountId), emailIndex: emailIndex(person.email), passwordHash } });
    if (person.seller) await insertSeller(tx, { accountId, slug: sellerSlug(person.seller.name, accountId.slice(0, 4)), ...person.seller, isDemo: true });
  });
  return { accountId };
}
