import type { Db } from '@/lib/db';
import { deleteDecisionsOf } from '@/lib/registry';
import { deleteImpressionsOf } from './store-impressions';

/** What was decided about a person and shown to her for it: it goes with the permission to decide. */
export async function forgetDecided(tx: Db, { subject }: { readonly subject: string }): Promise<void> {
  await deleteDecisionsOf(tx, { subject });
  await deleteImpressionsOf(tx, { subject });
}
