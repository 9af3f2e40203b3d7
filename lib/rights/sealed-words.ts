import type { Db } from '@/lib/db';
import { toAccountId, type AccountId } from '@/lib/shared/ids';
import { openForAccount, sealForSubject } from '@/lib/vault';

type Place = { readonly requestId: string; readonly field: 'statement' | 'answer' };
const placeOf = ({ requestId, field }: Place): string => `RightsRequest|${field}|${requestId}`;

/** What is written in a request is sealed under the person's own key: erasing her makes it unreadable. */
export function sealWords(db: Db, { accountId, text, ...place }: Place & { readonly accountId: AccountId; readonly text: string }): Promise<string | null> {
  return sealForSubject(db, { accountId, place: placeOf(place), text });
}

/** Null when there is nothing; `erased` when the person's key is gone. */
export async function openWords(db: Db, { accountId, sealed, ...place }: Place & { readonly accountId: string; readonly sealed: string | null }): Promise<string | null> {
  return sealed === null ? null : ((await openForAccount(db, { accountId: toAccountId(accountId), place: placeOf(place), sealed })) ?? 'erased');
}
