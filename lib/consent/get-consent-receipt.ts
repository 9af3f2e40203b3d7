import { getReceipt } from '@/lib/audit';
import type { Receipt } from '@/lib/audit/schema';
import type { Context } from '@/lib/db';
import { refuse, type Result } from '@/lib/shared/result';
import { consentSubject } from './consent-subject';

/** The proof that the asker's newest choice about her data is in the signed log, as it was made. */
export async function getConsentReceipt(ctx: Context): Promise<Result<Receipt>> {
  const subject = consentSubject(ctx);
  return subject === null ? refuse('not-found') : getReceipt(ctx, { action: 'consent.recorded', objectId: subject });
}
