import { changeVisibility } from '@/lib/datasets';
import type { ChooseVisibilityInput } from '@/lib/datasets/schema';
import type { Context } from '@/lib/db';
import type { Result } from '@/lib/shared/result';
import { renewSearchText } from './renew-search-text';

/** What everybody may see of each column; the text that is searched changes with it. */
export async function chooseVisibility(ctx: Context, input: ChooseVisibilityInput): Promise<Result<null>> {
  return changeVisibility(ctx, input, async (tx, datasetId) => { await renewSearchText(tx, datasetId); });
}
