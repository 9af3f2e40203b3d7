import { notFound } from 'next/navigation';
import type { Result } from '@/lib/shared/result';

/** For a page's reading: what is refused (not hers, no such row, an address somebody made up) looks like no page at all. */
export function valueOrNotFound<Value>(result: Result<Value>): Value {
  return result.ok ? result.value : notFound();
}
