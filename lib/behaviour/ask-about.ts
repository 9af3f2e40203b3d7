import { consentStateFrom, consentSubjects, type ReadGrounds } from '@/lib/consent';
import { gatheredByClient, type Context } from '@/lib/db';
import { behaviourSubjects } from './behaviour-subject';
import { windowStart } from './read-history';
import { readAsked, type AskedAbout, type CommonRow, type PersonRow } from './store-asking';

export type Asked = Omit<CommonRow, 'experiment'> & Pick<PersonRow, 'events' | 'owned' | 'terms'> & {
  readonly consent: ReturnType<typeof consentStateFrom>;
  readonly experiment: (Omit<NonNullable<CommonRow['experiment']>, 'startedAt'> & { readonly startedAt: Date }) | null;
};

const readTogether = gatheredByClient<AskedAbout, { readonly common: CommonRow; readonly person: PersonRow }>(async (db, keys) => {
  const { common, people } = await readAsked(db, keys);
  return people.map((person) => ({ common, person }));
});

/** Whose consent, account and events it is about. */
function askedOf(ctx: Pick<Context, 'actor' | 'now'>): AskedAbout {
  const { actor } = ctx;
  return { consents: consentSubjects(ctx), subjects: behaviourSubjects(ctx), account: actor.kind === 'account' ? actor.accountId : null, since: windowStart(ctx.now()) };
}

/** Everything a list needs of the one who asks, as it is now: read after she asked, together with whoever asks at the same moment. */
export async function askAbout(ctx: Context): Promise<Asked> {
  const { common: { experiment, ...common }, person } = await readTogether(ctx.db, askedOf(ctx));
  const grounds: ReadGrounds = { covering: common.covering, last: person.last, limits: person.limits };
  return {
    ...common, consent: consentStateFrom(grounds, ctx), events: person.events, owned: person.owned, terms: person.terms,
    experiment: experiment && { ...experiment, startedAt: new Date(experiment.startedAt) },
  };
}
