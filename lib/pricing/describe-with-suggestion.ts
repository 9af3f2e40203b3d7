import { describeColumns } from '@/lib/catalog';
import type { DescribeColumnsInput } from '@/lib/datasets/schema';
import type { Context } from '@/lib/db';
import { ok, type Result } from '@/lib/shared/result';
import { renewSuggestion } from './renew-suggestion';

/** Says what is in some columns; the suggestion shown beside the price follows. The price stays. */
export async function describeWithSuggestion(ctx: Context, input: DescribeColumnsInput): Promise<Result<null>> {
  const described = await describeColumns(ctx, input);
  if (!described.ok) return described;
  const { listingId } = described.value;
  if (listingId !== null) await renewSuggestion(ctx, { listingId });
  return ok(null);
}
