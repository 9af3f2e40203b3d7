import { consentStateFrom, consentSubjects, type ReadGrounds } from '@/lib/consent';
import { gatheredByClient, type Actor, type Context } from '@/lib/db';
import type { SessionJson } from '@/lib/identity';
import type { AccountId } from '@/lib/shared/ids';
import { behaviourSubjects } from './behaviour-subject';
import { windowStart } from './read-history';
import { readAsked, type AskedAbout, type CommonRow, type PersonRow } from './store-asking';

export type Asked = Omit<CommonRow, 'experiment'> & Pick<PersonRow, 'events' | 'owned' | 'terms'> & {
  readonly consent: ReturnType<typeof consentStateFrom>;
  readonly experiment: (Omit<NonNullable<CommonRow['experiment']>, 'startedAt'> & { readonly startedAt: Date }) | null;
};

type Row = { readonly common: CommonRow; readonly person: PersonRow };
/** As it was read, and about whom: it is used for nobody else. */
export type ReadAhead = Row & { readonly about: AccountId };

const readTogether = gatheredByClient<AskedAbout, Row>(async (db, keys) => {
  const { common, people } = await readAsked(db, keys);
  return people.map((person) => ({ common, person }));
});

/** Whose consent, account and events it is about. */
function askedOf(ctx: Pick<Context, 'actor' | 'now'>): AskedAbout {
  const { actor } = ctx;
  return { consents: consentSubjects(ctx), subjects: behaviourSubjects(ctx), account: actor.kind === 'account' ? actor.accountId : null, since: windowStart(ctx.now()) };
}

/** Everything a list needs of the one who asks, as it is now: read after she asked, together with whoever asks at the same moment, or `ahead` with her session. */
export async function askAbout(ctx: Context, ahead?: ReadAhead): Promise<Asked> {
  const isHers = ahead !== undefined && ctx.actor.kind === 'account' && ctx.actor.accountId === ahead.about;
  const { common: { experiment, ...common }, person } = isHers ? ahead : await readTogether(ctx.db, askedOf(ctx));
  const grounds: ReadGrounds = { covering: common.covering, last: person.last, limits: person.limits };
  return {
    ...common, consent: consentStateFrom(grounds, ctx), events: person.events, owned: person.owned, terms: person.terms,
    experiment: experiment && { ...experiment, startedAt: new Date(experiment.startedAt) },
  };
}

/** What she waved away. */
export function dismissedIn({ events }: Pick<Asked, 'events'>): string[] {
  return events.filter((event) => event.kind === 'DISMISS').map((event) => event.listingId);
}

/**
 * The same together with the session that says who asks: one statement instead of two, one after the other. `actor`: of whom that session is said to be; what is read
 * counts only where the session then proves to live and to be hers.
 */
export async function askAhead({ db, now, actor, session }: Pick<Context, 'db' | 'now'> & { readonly actor: Actor & { readonly kind: 'account' }; readonly session: string }): Promise<{ readonly session: SessionJson | null; readonly ahead: ReadAhead }> {
  const row = await readTogether(db, { ...askedOf({ actor, now }), session });
  return { session: row.person.session, ahead: { ...row, about: actor.accountId } };
}
