import { measureLocalFile, type Measured } from '@/lib/datasets';

/** @throws Error that names the refusal */
export async function measured(path: string): Promise<Measured> {
  const result = await measureLocalFile(path);
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
}
