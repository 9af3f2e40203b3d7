import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { findPublishedListing } from '@/lib/catalog';
import { withPublishedSample } from '@/lib/datasets';
import type { Context } from '@/lib/db';
import { pseudonym } from '@/lib/shared/pseudonym';
import { refuse, type Result } from '@/lib/shared/result';
import { askProcess } from './query/ask-process';
import type { QuestionAnswer } from './query/job';
import type { AskSampleInput } from './schema';

const perMinute = 30;
const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });

/** Anybody may question the published sample of what is on sale, thirty times a minute; the full table is never near. */
export async function askSample(ctx: Context, { slug, sql }: AskSampleInput, { address }: { readonly address: string }): Promise<Result<QuestionAnswer>> {
  const wait = await takePoint(ctx, address);
  if (wait !== null) return refuse('too-many-attempts', { params: { seconds: wait } });
  const listing = await findPublishedListing(ctx.db, { slug });
  if (!listing) return refuse('not-found');
  return withPublishedSample(ctx.db, listing, (path) => askProcess({ path, sql }));
}

/** By account, or else by address; neither is held, only a pseudonym of it. */
async function takePoint({ actor }: Context, address: string): Promise<number | null> {
  try {
    await limiter.consume(pseudonym('rate-limit', actor.kind === 'account' ? actor.accountId : address, 'question'));
    return null;
  } catch (limit) {
    if (limit instanceof RateLimiterRes) return Math.max(1, Math.ceil(limit.msBeforeNext / 1000));
    throw limit;
  }
}
