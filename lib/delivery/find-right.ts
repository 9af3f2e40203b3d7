import type { Db } from '@/lib/db';
import { findEntitlement } from '@/lib/orders';
import { ok, refuse, type Result } from '@/lib/shared/result';

type Right = NonNullable<Awaited<ReturnType<typeof findEntitlement>>>;

/** What a buyer holds, if she may receive it now. `missing`: what is said of what isn't there, or is somebody else's. */
export async function findRight(db: Db, wanted: Parameters<typeof findEntitlement>[1], missing: 'not-found' | 'link-invalid' = 'not-found'): Promise<Result<Right>> {
  const right = await findEntitlement(db, wanted);
  if (!right) return refuse(missing);
  if (right.isRevoked) return refuse('entitlement-revoked');
  return right.isRetracted ? refuse('revision-retracted') : ok(right);
}
