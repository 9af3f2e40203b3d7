import type { Db } from '@/lib/db';
import { decryptEmail } from './field-keys';
import { listAddresses } from './store/identities';

/** The addresses of some accounts, for a use case that has checked who may see them and why. An erased account has none. */
export async function readEmails(db: Db, { accountIds }: { readonly accountIds: readonly string[] }): Promise<ReadonlyMap<string, string>> {
  return new Map((await listAddresses(db, { accountIds })).map(({ accountId, emailCipher }) => [accountId, decryptEmail(emailCipher, accountId)]));
}
