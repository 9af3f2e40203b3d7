import { record } from '@/lib/audit';
import type { Context, Db } from '@/lib/db';
import { requireSignIn } from '@/lib/identity';
import type { AccountId } from '@/lib/shared/ids';
import { pseudonyms } from '@/lib/shared/pseudonym';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { decideOne, isSaidAlready } from './core/decide-choice';
import { readShownNotice } from './read-shown-notice';
import { sharePurpose, type ShareWithSellerInput } from './schema';
import { findCoveringVersion, findFirstSubject, findPublicSeller, listLimitedOf, listLimits, listShares, listSharesOf, lockSubjects, type Share } from './store';
import { writeChoice } from './write-choice';

/** Lets one seller, named, write to the buyer, or no longer: a decision of its own beside every other (PIPL art. 23). */
export async function shareWithSeller(ctx: Context, input: ShareWithSellerInput): Promise<Result<null>> {
  const who = requireSignIn(ctx);
  if (!who.ok) return who;
  const subjects = pseudonyms('consent', who.value.accountId);
  const [subject] = subjects;
  return ctx.db.$transaction(async (tx) => {
    await lockSubjects(tx, { subjects });
    const shown = await readShownNotice(tx, ctx, input.noticeToken);
    if (!shown.ok) return shown;
    const seller = await findPublicSeller(tx, { slug: input.seller });
    if (!seller || seller.accountId === who.value.accountId) return refuse('not-found');
    const last = (await listShares(tx, { subjects, recipient: seller.slug })).at(0);
    if (last && isSaidAlready([{ ...last, purpose: sharePurpose }], [{ purpose: sharePurpose, isGiven: input.isGiven }], { noticeSha256: shown.value.sha256, hasGpcSignal: ctx.hasGpcSignal, now: ctx.now() })) return ok(null);
    const decision = decideOne(last && { ...last, purpose: sharePurpose }, input.isGiven);
    await record(tx, ctx, await writeChoice(tx, ctx, { subject, firstSubject: await findFirstSubject(tx, { subjects }), shown: shown.value, surface: 'privacy-page', events: [{ purpose: sharePurpose, decision }], recipient: seller }));
    return ok(null);
  });
}

/**
 * Of some people those who at this moment let one seller write to them: all answered by three questions to the database, however many they are. Of each counts what
 * she decided last under any of her pseudonyms, and a limit under any of them counts against all.
 */
export async function listSharersWith(db: Db, { accountIds, seller, now }: { readonly accountIds: readonly string[]; readonly seller: string; readonly now: Date }): Promise<ReadonlySet<string>> {
  const personOf = new Map(accountIds.flatMap((accountId) => pseudonyms('consent', accountId).map((subject) => [subject, accountId] as const)));
  const subjects = [...personOf.keys()];
  const covering = await findCoveringVersion(db, { code: 'privacy' });
  const limited = new Set((await listLimitedOf(db, { subjects })).map((subject) => personOf.get(subject)));
  const newest = new Map((await listSharesOf(db, { subjects, recipient: seller })).map((share) => [personOf.get(share.subject) ?? '', share]));
  return new Set([...newest].filter(([accountId, share]) => !limited.has(accountId) && isInForce(share, { covering, now })).map(([accountId]) => accountId));
}

function isInForce(share: Share, { covering, now }: { readonly covering: number; readonly now: Date }): boolean {
  return share.decision === 'GIVEN' && !share.hasGpcSignal && share.noticeVersion >= covering && (share.expiresAt === null || share.expiresAt > now);
}

/** Which sellers may write to this buyer at this moment. Given against a GPC signal, before a material change, run out, or limited since: it doesn't count. */
export async function listSharedSellers(db: Db, { accountId, now }: { readonly accountId: AccountId; readonly now: Date }): Promise<readonly string[]> {
  const subjects = pseudonyms('consent', accountId);
  if ((await listLimits(db, { subjects })).length > 0) return [];
  const covering = await findCoveringVersion(db, { code: 'privacy' });
  return (await listShares(db, { subjects })).filter((share) => isInForce(share, { covering, now })).map((share) => share.recipient);
}
