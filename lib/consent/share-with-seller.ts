import { record } from '@/lib/audit';
import type { Context, Db } from '@/lib/db';
import { requireSignIn } from '@/lib/identity';
import type { AccountId } from '@/lib/shared/ids';
import { pseudonym } from '@/lib/shared/pseudonym';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { decideOne } from './core/decide-choice';
import { readShownNotice } from './read-shown-notice';
import { sharePurpose, type ShareWithSellerInput } from './schema';
import { findCoveringVersion, findPublicSeller, listLimits, listShares, listSharesOf, lockSubject, type Share } from './store';
import { writeChoice } from './write-choice';

/** Lets one seller, named, write to the buyer, or no longer: a decision of its own beside every other (PIPL art. 23). */
export async function shareWithSeller(ctx: Context, input: ShareWithSellerInput): Promise<Result<null>> {
  const who = requireSignIn(ctx);
  if (!who.ok) return who;
  const subject = pseudonym('consent', who.value.accountId);
  return ctx.db.$transaction(async (tx) => {
    await lockSubject(tx, { subject });
    const shown = await readShownNotice(tx, ctx, input.noticeToken);
    if (!shown.ok) return shown;
    const seller = await findPublicSeller(tx, { slug: input.seller });
    if (!seller || seller.accountId === who.value.accountId) return refuse('not-found');
    const last = (await listShares(tx, { subject, recipient: seller.slug })).at(0);
    const decision = decideOne(last && { ...last, purpose: sharePurpose }, input.isGiven);
    await record(tx, ctx, await writeChoice(tx, ctx, { subject, shown: shown.value, surface: 'privacy-page', events: [{ purpose: sharePurpose, decision }], recipient: seller }));
    return ok(null);
  });
}

type Sharer = { readonly subject: string };

/** Of some people, by their pseudonyms, those who at this moment let one seller write to them: all answered by two questions to the database, however many they are. */
export async function listSharersWith(db: Db, { subjects, seller, now }: { readonly subjects: readonly string[]; readonly seller: string; readonly now: Date }): Promise<ReadonlySet<string>> {
  const covering = await findCoveringVersion(db, { code: 'privacy' });
  const rows: readonly (Share & Sharer)[] = await listSharesOf(db, { subjects, recipient: seller });
  return new Set(rows.filter((share) => isInForce(share, { covering, now })).map(({ subject }) => subject));
}

function isInForce(share: Share, { covering, now }: { readonly covering: number; readonly now: Date }): boolean {
  return share.decision === 'GIVEN' && !share.hasGpcSignal && share.noticeVersion >= covering && (share.expiresAt === null || share.expiresAt > now);
}

/** Which sellers may write to this buyer at this moment. Given against a GPC signal, before a material change, run out, or limited since: it doesn't count. */
export async function listSharedSellers(db: Db, { accountId, now }: { readonly accountId: AccountId; readonly now: Date }): Promise<readonly string[]> {
  const subject = pseudonym('consent', accountId);
  if ((await listLimits(db, { subject })).length > 0) return [];
  const covering = await findCoveringVersion(db, { code: 'privacy' });
  return (await listShares(db, { subject })).filter((share) => isInForce(share, { covering, now })).map((share) => share.recipient);
}
