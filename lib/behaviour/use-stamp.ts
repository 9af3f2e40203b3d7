import { getCoveringVersion } from '@/lib/consent';
import type { Db } from '@/lib/db';
import { listForgotten } from './store-index';

/** Changes as soon as somebody may be learnt from no more: she left, limited it, or a notice asks everybody again. What was made before is then made anew. */
export async function useStamp(db: Db): Promise<string> {
  const [covering, forgotten] = await Promise.all([getCoveringVersion(db), listForgotten(db)]);
  return [covering, ...forgotten.map((each) => each.id)].join(' ');
}
