import { findOnSale } from '@/lib/catalog';
import { withPublishedSample } from '@/lib/datasets';
import type { Context } from '@/lib/db';
import { takePoint } from '@/lib/identity';
import { refuse, type Result } from '@/lib/shared/result';
import { askProcess } from './query/ask-process';
import type { QuestionAnswer } from './query/job';
import type { AskSampleInput } from './schema';

/** Anybody may question the published sample of what is on sale, thirty times a minute; the full table is never near. */
export async function askSample(ctx: Context, { slug, sql }: AskSampleInput, { address }: { readonly address: string }): Promise<Result<QuestionAnswer>> {
  // By account, or else by address; neither is held, only a pseudonym of it.
  const wait = await takePoint(ctx.db, 'question', ctx.actor.kind === 'account' ? ctx.actor.accountId : address);
  if (wait !== null) return refuse('too-many-attempts', { params: { seconds: wait } });
  const listing = await findOnSale(ctx.db, { slug });
  if (!listing.ok) return listing;
  return withPublishedSample(ctx.db, listing.value, (path) => askProcess({ path, sql }));
}
