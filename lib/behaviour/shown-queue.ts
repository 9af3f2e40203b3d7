import { performance } from 'node:perf_hooks';
import { consentStateFrom, consentSubjects, lockFreeSubjects, lockSubjects } from '@/lib/consent';
import { isDataRefusal, type Context, type Db, type PrismaClient } from '@/lib/db';
import { insertDecisions, type NewDecision } from '@/lib/registry';
import { processWide } from '@/lib/shared/process-wide';
import { behaviourSubjects } from './behaviour-subject';
import { readHeld } from './store-asking';
import { insertImpressions, type ShownList } from './store-impressions';
import { takeUpSubject } from './take-up-subject';

type Entry = {
  /** Of all that came to this process: what is written first. */
  readonly number: number;
  readonly ctx: Context; readonly consents: readonly string[]; readonly account: string | null; readonly subjects: readonly string[];
  /** The decision that allowed it. */
  readonly givenBy: string;
  readonly decisions: readonly NewDecision[]; readonly lists: readonly ShownList[];
};
type Queue = { waiting: Entry[]; /** What is being written, and its oldest. */ flushing: { readonly done: Promise<void>; readonly from: number } | null; alarm: { readonly at: number; readonly timer: NodeJS.Timeout } | null; came: number; deferring: number; dropped: number };

/** What a person was shown is on its way into the database so soon, and is in it before this process reads it, credits it or ends. */
const waitMilliseconds = 100;
/** A moment later where the database refused. */
const retryMilliseconds = 500;
/** In one transaction; several requests of one person are several entries. */
const mostAtOnce = 200;
/** A database that is away costs memory up to here; whoever is served meanwhile is served without it. */
const mostWaiting = 20_000;

const queue = processWide('behaviour shown queue', (): Queue => ({ waiting: [], flushing: null, alarm: null, came: 0, deferring: 0, dropped: 0 }));

/** From here on lists wait for each other instead of for the database: for a process that writes them itself before it ends. */
export function startDeferring(): void {
  queue.deferring += 1;
}

export function stopDeferring(): void {
  queue.deferring -= 1;
  if (queue.deferring === 0) silence();
}

/** What was decided for somebody or put before her, to be written with what others were shown at the same time: a server's pages wait for no write. Any other process has it written when this is done. */
export async function queueShown(ctx: Context, shown: Pick<Entry, 'givenBy' | 'decisions' | 'lists'>): Promise<void> {
  const { actor } = ctx;
  const [consents, subjects, account] = [consentSubjects(ctx), behaviourSubjects(ctx), actor.kind === 'account' ? actor.accountId : null];
  if (queue.waiting.length >= mostWaiting) queue.waiting.shift();
  queue.came += 1;
  queue.waiting.push({ number: queue.came, ctx, consents, account, subjects, ...shown });
  if (queue.deferring > 0) plan(waitMilliseconds);
  else await flushShown(ctx.db, { isLast: true });
}

/** In so long at the latest: an alarm that is set for later is set anew. */
function plan(milliseconds: number): void {
  const at = performance.now() + milliseconds;
  if (queue.deferring === 0 || queue.waiting.length === 0 || (queue.alarm !== null && queue.alarm.at <= at)) return;
  silence();
  const timer = setTimeout(() => {
    queue.alarm = null;
    const [first] = queue.waiting;
    // What can't be written now stays in the queue; the log of the database's absence is written by whoever waits for an answer of it.
    if (first) flushShown(first.ctx.db).catch(() => undefined);
  }, milliseconds).unref();
  queue.alarm = { at, timer };
}

function silence(): void {
  if (queue.alarm) clearTimeout(queue.alarm.timer);
  queue.alarm = null;
}

/**
 * Writes what came until now; what comes meanwhile waits for its own time, so that each transaction is worth its statements. About whom something else is under way (an erasure
 * takes its time) is written later, and nobody waits for her. `isLast`, by a process that ends, writes what comes meanwhile too and waits for each such person by herself.
 * @throws when the database refuses: what was not written waits again
 */
export async function flushShown(db: PrismaClient, { isLast = false }: { readonly isLast?: boolean } = {}): Promise<void> {
  const upTo = isLast ? Number.POSITIVE_INFINITY : queue.came;
  const busy: Entry[] = [];
  let isDone = false;
  try {
    while (isDue(queue.waiting[0]?.number, upTo) || isDue(queue.flushing?.from, upTo)) {
      if (queue.flushing !== null) { await queue.flushing.done; continue; }
      const later = queue.waiting.slice(0, mostAtOnce).findIndex(({ number }) => number > upTo);
      const taken = queue.waiting.splice(0, later === -1 ? mostAtOnce : later);
      const done = writeAll(db, taken).then((held) => { busy.push(...held); }, (fault: unknown) => { queue.waiting.unshift(...taken); throw fault; }).finally(() => { queue.flushing = null; });
      queue.flushing = { done, from: taken[0]?.number ?? 0 };
      await done;
    }
    while (isLast && busy[0]) { await writeAlone(db, busy[0], { isPatient: true }); busy.shift(); }
    isDone = true;
  } finally {
    const others = queue.waiting.length;
    queue.waiting.unshift(...busy);
    plan(isDone && others > 0 ? waitMilliseconds : retryMilliseconds);
  }
}

const isDue = (number: number | undefined, upTo: number): boolean => number !== undefined && number <= upTo;

/** One that the database refuses for what it is would hold up all others for ever: then each by herself. @returns those whose lock another holds */
async function writeAll(db: PrismaClient, taken: readonly Entry[]): Promise<readonly Entry[]> {
  try {
    return await write(db, taken);
  } catch (fault) {
    if (!isDataRefusal(fault)) throw fault;
  }
  const busy: Entry[] = [];
  // What is written already must not wait again when the database goes away in the middle.
  for (const [index, entry] of taken.entries()) {
    try {
      busy.push(...await writeAlone(db, entry));
    } catch {
      return [...busy, ...taken.slice(index)];
    }
  }
  return busy;
}

async function writeAlone(db: PrismaClient, entry: Entry, how: { readonly isPatient?: boolean } = {}): Promise<readonly Entry[]> {
  try {
    return await write(db, [entry], how);
  } catch (fault) {
    if (!isDataRefusal(fault)) throw fault;
    queue.dropped += 1;
    return [];
  }
}

/** How many entries were given up since this was last asked: the database refused each alone. A number, and nothing of whom or what. */
export function takeDropped(): number {
  const { dropped } = queue;
  queue.dropped = 0;
  return dropped;
}

/**
 * Under the lock that a withdrawal, a limit and an erasure take too, all locks before the first row: what each agreed to is read under it, and nothing is written about whoever
 * takes consent back, is erased, or agreed anew since she was shown it. @returns those whose lock another holds
 */
async function write(db: PrismaClient, taken: readonly Entry[], { isPatient = false }: { readonly isPatient?: boolean } = {}): Promise<readonly Entry[]> {
  return db.$transaction(async (tx) => {
    const subjects = [...new Set(taken.flatMap((entry) => entry.consents))];
    if (isPatient) await lockSubjects(tx, { subjects });
    const free = isPatient ? new Set(subjects) : await lockFreeSubjects(tx, { subjects });
    const isFree = (entry: Entry) => entry.consents.every((subject) => free.has(subject));
    const entries = taken.filter(isFree);
    const held = entries.length === 0 ? [] : await readHeld(tx, entries);
    const allowed = entries.filter((entry, index) => isAllowed(entry, held[index]));
    await takeUpAll(tx, allowed);
    const named = allowed.flatMap((entry) => (entry.subjects[0] === undefined ? [] : [{ entry, subject: entry.subjects[0] }]));
    await insertDecisions(tx, named.flatMap(({ entry, subject }) => entry.decisions.map((decision) => ({ ...decision, subject }))));
    await insertImpressions(tx, named.flatMap(({ entry, subject }) => entry.lists.map((list) => ({ ...list, subject }))));
    return taken.filter((entry) => !isFree(entry));
  }, { timeout: 30_000 });
}

function isAllowed({ ctx, givenBy }: Entry, held: Awaited<ReturnType<typeof readHeld>>[number] | undefined): boolean {
  if (!held?.isThere) return false;
  const consent = consentStateFrom(held, ctx);
  return consent.granted.includes('personalisation') && consent.givenBy('personalisation') === givenBy;
}

/** Once each, whoever has rows under an older version of the key. */
async function takeUpAll(tx: Db, entries: readonly Entry[]): Promise<void> {
  const people = new Map(entries.map(({ subjects }) => [subjects[0], subjects]));
  for (const [, [first, ...before]] of people) if (first !== undefined && before.length > 0) await takeUpSubject(tx, [first, ...before]);
}
