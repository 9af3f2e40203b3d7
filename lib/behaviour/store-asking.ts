import { loggedTo } from '@/lib/audit';
import { groundsOfEach } from '@/lib/consent';
import { Prisma, readNamed, type Db } from '@/lib/db';
import { sessionOfEach, type SessionJson } from '@/lib/identity';
import { learnable } from './store';

export type AskedAbout = { readonly consents: readonly string[]; readonly subjects: readonly string[]; readonly account: string | null; readonly since: Date; /** The hash of a session's token, where the session is to be read too. */ readonly session?: string };
type Read<Kind> = { readonly n: number; readonly last: Kind; readonly limits: readonly string[]; readonly events: readonly { readonly kind: string; readonly listingId: string }[]; readonly owned: readonly string[]; readonly terms: { readonly country: string | null; readonly uses: readonly string[] } | null };
export type ReadDecision = { readonly id: string; readonly purpose: string; readonly decision: 'GIVEN' | 'REFUSED' | 'WITHDRAWN' | 'EXPIRED'; readonly noticeVersion: number; readonly expiresAt: string | null; readonly hasGpcSignal: boolean };
export type PersonRow = Read<readonly ReadDecision[]> & { readonly session: SessionJson | null };
export type CommonRow = {
  /** How far the log was written when this was read. */
  readonly logged: number; readonly covering: number; readonly forgotten: readonly { readonly owner: number; readonly clearedIn: number | null }[];
  readonly experiment: { readonly id: string; readonly control: string; readonly treatment: string; readonly startedAt: string } | null;
};

const mostEvents = 200;

/**
 * What a list is made from, of many people in one statement: what each agreed to at this moment and what limits it, what she did lately that may be used, what is hers
 * and where she uses data, and the session that says it is she, where one is named; and what is the same for all of them. Planned once a connection.
 */
export async function readAsked(db: Db, asked: readonly AskedAbout[]): Promise<{ readonly common: CommonRow; readonly people: readonly PersonRow[] }> {
  const who = JSON.stringify(asked.map((each, n) => ({ n, ...each, since: each.since.toISOString() })));
  const rows = await readNamed<PersonRow & { readonly common: CommonRow | null }>(db, Prisma.sql`/* named asked */
    select who.n, ${groundsOfEach.last} as last, ${groundsOfEach.limits} as limits,
      (select coalesce(json_agg(json_build_object('kind', e.kind, 'listingId', e."listingId") order by e.id desc), '[]'::json) from (
        select l.id, l.kind, l."listingId" from unnest(who.subjects) as named (subject) cross join lateral (${learnable} and subject = named.subject and at >= who.since offset 0) l order by l.id desc limit ${mostEvents}) e) as events,
      (select coalesce(json_agg("listingId"), '[]'::json) from "Entitlement" where "buyerId" = who.account and "revokedAt" is null) as owned,
      (select json_build_object('country', country, 'uses', uses) from "BuyerTerms" where "accountId" = who.account) as terms,
      case when who.session is not null then ${sessionOfEach} end as session,
      case when who.n = 0 then (select json_build_object(
        'logged', ${loggedTo}, 'covering', ${groundsOfEach.covering},
        'forgotten', (select coalesce(json_agg(json_build_object('owner', owner, 'clearedIn', "clearedIn")), '[]'::json) from "BehaviourForgotten"),
        'experiment', (select json_build_object('id', id, 'control', control, 'treatment', treatment, 'startedAt', "startedAt") from "Experiment" where "stoppedAt" is null limit 1))) end as common
    from jsonb_to_recordset(${who}::jsonb) as who (n int, consents text[], subjects text[], account uuid, since timestamptz, session text) order by who.n`);
  const common = rows[0]?.common;
  if (!common) throw new RangeError('Nobody was asked about');
  return { common, people: rows };
}

export type HeldRow = { readonly n: number; readonly covering: number; readonly last: readonly ReadDecision[]; readonly limits: readonly string[]; readonly isThere: boolean };

/** The same grounds within the transaction that holds everybody's lock; `isThere`: her account was not erased meanwhile. */
export function readHeld(db: Db, asked: readonly Pick<AskedAbout, 'consents' | 'account'>[]): Promise<HeldRow[]> {
  const who = JSON.stringify(asked.map(({ consents, account }, n) => ({ n, consents, account })));
  return db.$queryRaw<HeldRow[]>`/* named held */
    select who.n, ${groundsOfEach.covering} as covering, ${groundsOfEach.last} as last, ${groundsOfEach.limits} as limits,
      who.account is null or exists (select 1 from "Account" where id = who.account) as "isThere"
    from jsonb_to_recordset(${who}::jsonb) as who (n int, consents text[], account uuid) order by who.n`;
}
