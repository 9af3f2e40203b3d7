import { getTransparency } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { storage, type Storage } from '@/lib/storage';

let copiedTo = 0;

/** What was signed lies in the bucket too, where there is one: whoever can write the database and its disk can't take it back there. Each is written once: a past that was written anew does not take the place of the copy. */
export async function copyCheckpoints(ctx: Pick<Context, 'db'>, { keepText }: Pick<Storage, 'keepText'> = storage()): Promise<number> {
  const { checkpoints, keys } = await getTransparency(ctx);
  const fresh = checkpoints.filter(({ size }) => size > copiedTo);
  if (fresh.length === 0) return 0;
  await keepText(`audit-checkpoints/keys-${keys.length}.txt`, `${keys.map(({ verifierKey, note }) => `${verifierKey}\n${note ?? ''}`).join('\n')}`);
  for (const { size, note } of fresh) await keepText(`audit-checkpoints/${String(size).padStart(12, '0')}.txt`, note);
  copiedTo = Math.max(...fresh.map(({ size }) => size));
  return fresh.length;
}
