import type { Db } from '@/lib/db';
import { isSegmentSignedBy } from './core/segment-note';
import { isBundleOf, readBundle } from './segment-bundle';
import { readPeriods } from './signing-periods';
import { listSegments } from './store-segments';

/** Whether a file is one of the signed segments, byte for byte. @throws Error when it is no segment at all */
export async function verifySegmentFile(db: Db, { path }: { readonly path: string }): Promise<{ readonly fromSeq: bigint; readonly toSeq: bigint; readonly isWhole: boolean }> {
  const bundle = await readBundle(path);
  const segment = (await listSegments(db)).find((each) => each.toSeq === bundle.toSeq);
  const { periods } = await readPeriods(db);
  return { fromSeq: bundle.fromSeq, toSeq: bundle.toSeq, isWhole: segment !== undefined && isSegmentSignedBy(segment, periods) && isBundleOf(bundle, segment) };
}
