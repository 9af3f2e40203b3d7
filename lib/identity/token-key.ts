import { tokenKeys } from '@/lib/vault';

/** The keys of what a person keeps on paper, newest first: the first writes, and each still knows what was written under it. */
export function recoveryCodeKeys(): readonly [Buffer, ...Buffer[]] {
  const [newest, ...older] = tokenKeys('token/1/recovery-code');
  return [newest.key, ...older.map(({ key }) => key)];
}
