import { actions } from '@/lib/behaviour/core/action-votes';
import type { Case } from '@/lib/behaviour/core/history-cases';

/** An event of a session by what was done: 0 view, 1 save, 2 buy, 3 comment. `index`: its place in the file. */
export type ActionEvent = { readonly subject: string; readonly session: string; readonly item: string; readonly action: number; readonly seconds: number; readonly index: number };
export type Step = { readonly case: Case; readonly index: number };

type Tally = { readonly counts: number[]; total: number };
type Subject = Tally & { readonly followed: readonly number[][]; readonly sessions: Set<string>; last: number };
type Session = Tally & { readonly subject: string; readonly items: Map<string, number>; readonly done: number[]; readonly group: number; readonly startedAt: number; last: ActionEvent | null; readonly gaps: number[] };
/** Of an item: what was done to it, and what people did next after an event with it. */
type Item = Tally & { readonly next: Tally };

const tally = (): Tally => ({ counts: actions.map(() => 0), total: 0 });
const add = (to: Tally, action: number): void => { to.counts[action] = (to.counts[action] ?? 0) + 1; to.total += 1; };
/** Smoothed share of the actions other than a view: (n + .05) / (N + 1), and its logarithm, since a share of next to nothing and of nothing are far apart in what they say. */
const rates = ({ counts, total }: Tally): number[] => [1, 2, 3].flatMap((action) => { const rate = ((counts[action] ?? 0) + 0.05) / (total + 1); return [rate, Math.log(rate)]; });
const logs = ({ counts }: Tally): number[] => counts.map(Math.log1p);
const oneHot = (done: number | undefined): number[] => actions.map((_, action) => (done === action ? 1 : 0));

/**
 * The next action within a session, as cases in the order of time, with all that the past tells in sixty-odd numbers: counts of the subject and of the session,
 * the last three actions, what was done to the item (by her, by all) and what followed it, what follows such an action with her, repeats, lengths and gaps of time. Only
 * what lies before a case goes into it; the last event of a session has no next action and is no case.
 */
export function stepsOf(events: readonly ActionEvent[]): Step[] {
  const sorted = events.toSorted((a, b) => a.seconds - b.seconds || a.index - b.index);
  const [subjects, sessions, items, ofItem] = [new Map<string, Subject>(), new Map<string, Session>(), new Map<string, Item>(), new Map<string, Tally>()];
  const open = new Map<Session, { readonly features: number[]; readonly event: ActionEvent }>();
  const steps: Step[] = [];
  for (const event of sorted) {
    const subject = entry(subjects, event.subject, () => ({ ...tally(), followed: actions.map(() => actions.map(() => 0)), sessions: new Set<string>(), last: event.seconds }));
    const session = entry(sessions, `${event.subject} ${event.session}`, () => ({ ...tally(), subject: event.subject, items: new Map(), done: [], group: sessions.size, startedAt: event.seconds, last: null, gaps: [] }));
    const item = entry(items, event.item, () => ({ ...tally(), next: tally() }));
    const own = entry(ofItem, `${event.subject} ${event.item}`, tally);
    const before = open.get(session);
    if (before) {
      steps.push({ index: before.event.index, case: { features: before.features, last: before.event.action, label: event.action, at: before.event.seconds * 1_000, isDemo: false, group: session.group } });
      const row = subject.followed[before.event.action];
      if (row) row[event.action] = (row[event.action] ?? 0) + 1;
      add(entry(items, before.event.item, () => ({ ...tally(), next: tally() })).next, event.action);
    }
    open.set(session, { features: featuresOf({ event, subject, session, item, own }), event });
  }
  // A case is known when its label is; in order it stands where its own event does.
  const place = new Map(sorted.map(({ index }, at) => [index, at]));
  return steps.toSorted((a, b) => (place.get(a.index) ?? 0) - (place.get(b.index) ?? 0));
}

type Known = { readonly event: ActionEvent; readonly subject: Subject; readonly session: Session; readonly item: Item; readonly own: Tally };

/** What is known with this event; writes it down for the next. */
function featuresOf({ event, subject, session, item, own }: Known): number[] {
  const past = [...rates(item), ...rates(item.next), ...rates(subject), ...logs(own)];
  const { action, seconds } = event;
  const previous = session.last;
  const gap = previous ? Math.max(0, seconds - previous.seconds) : 0;
  const away = previous ? 0 : Math.max(0, seconds - subject.last);
  if (previous) session.gaps.push(Math.log1p(gap));
  for (const each of [subject, session, item, own]) add(each, action);
  subject.sessions.add(event.session);
  subject.last = seconds;
  session.done.push(action);
  session.last = event;
  const ofThis = (session.items.get(event.item) ?? 0) + 1;
  session.items.set(event.item, ofThis);
  const { done } = session;
  const sinceRare = done.length - 1 - done.findLastIndex((each) => each !== 0);
  const run = done.length - 1 - done.findLastIndex((each) => each !== action);
  const recent = session.gaps.slice(-5);
  return [
    ...past, ...logs(subject), ...logs(session), ...oneHot(action), ...oneHot(done.at(-2)), ...oneHot(done.at(-3)), ...rates(session),
    ...rates({ counts: subject.followed[action] ?? [], total: (subject.followed[action] ?? []).reduce((sum, count) => sum + count, 0) }),
    Math.log1p(session.total), Math.log1p(ofThis - 1), Math.log1p(own.total - 1), action === 0 ? ofThis : 0, session.items.size / session.total, previous?.item === event.item ? 1 : 0, Math.log1p(run),
    done.some((each) => each !== 0) ? 1 / (1 + sinceRare) : 0, Math.log1p(subject.sessions.size), Math.log1p(item.total), previous ? 0 : 1,
    Math.log1p(gap), recent.length === 0 ? 0 : recent.reduce((sum, each) => sum + each, 0) / recent.length, Math.log1p(away / 3_600), Math.log1p(Math.max(0, seconds - session.startedAt)),
  ];
}

function entry<Value>(map: Map<string, Value>, key: string, create: () => Value): Value {
  const found = map.get(key) ?? create();
  map.set(key, found);
  return found;
}
