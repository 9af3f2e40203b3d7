import { z } from 'zod';
import { itemRules, liveTable, sessionTable } from '@/lib/learning';
import type { PrismaClient } from '@/lib/db';
import { buildIndexFile, emptyContent, readIndexFile } from './core/index-contents';
import { actionParameters, readItemModel } from './core/model-parameters';
import { sessionsDigest, sessionsOf } from './core/sessions-of';
import { rankersOver } from './rankers';
import { maxEvents, toHistory } from './read-history';
import { readFresh } from './serving';
import { answerAction, type ActionInputs } from './next-action-answer';
import { listForModels } from './store';

/** The same probabilities from what was stored of them. */
export function replayAction({ facts, model }: Readonly<Record<string, unknown>>): unknown {
  const { version, parameters } = z.strictObject({ version: z.string(), parameters: actionParameters }).parse(model);
  // Written by predictNextAction from these very types; the registry has checked that not a byte changed.
  return answerAction({ ...(facts as Pick<ActionInputs, 'features' | 'evidence'>), model: { version, parameters } });
}

const likenesses = z.array(z.tuple([z.string(), z.number()]));
const asked = z.strictObject({
  query: z.array(z.string()), without: z.array(z.string()), now: z.number(), size: z.int(),
  /** Of decisions from before it was kept as a part of its own. */
  content: likenesses.optional(),
  sessions: z.strictObject({
    newestEventId: z.string().regex(/^\d+$/), since: z.iso.datetime(), sha256: z.string(),
    /** Of an index that a job built: when, and up to which event this process had added what came since. Decisions from before have neither. */
    builtAt: z.number().optional(), freshTo: z.string().regex(/^-?\d+$/).optional(),
  }),
});

/**
 * The same list from the same sessions. What others did is not copied into a decision, so it is read again as it stood: if somebody has taken
 * consent back since, or events have expired, it can't be, and null says so.
 */
export async function replayItems({ facts, content: likeness = [], model }: Readonly<Record<string, unknown>>, db: PrismaClient): Promise<unknown> {
  const { query, without, now, size, content = likenesses.parse(likeness), sessions } = asked.parse(facts);
  const { isUnderstood: _, ...stored } = readItemModel(z.strictObject({ version: z.string(), parameters: z.unknown() }).parse(model).parameters);
  const wanted = { query, now, without: new Set(without), size, content: new Map(content) };
  const [since, upTo] = [new Date(sessions.since), BigInt(sessions.newestEventId)];
  const events = toHistory(await listForModels(db, { since, take: maxEvents, upTo })).reverse();
  if (sessionsDigest(sessionsOf(events)) !== sessions.sha256) return null;
  if (sessions.builtAt === undefined || sessions.freshTo === undefined) {
    const table = sessionTable(sessionsOf(events));
    return rankersOver(table, itemRules(table))(stored).recommend(wanted);
  }
  // As the process had it: from the file, with the same loss by its compactness, and what came since.
  const read = upTo === 0n ? { ok: true, content: emptyContent(sessions.since) } as const : readIndexFile(buildIndexFile(events, { builtAt: sessions.builtAt, newestEventId: sessions.newestEventId, since: sessions.since }).file);
  if (!read.ok) return null;
  const live = liveTable(read.content.owned);
  const { sessions: fresh, owners } = await readFresh(db, { now: new Date(now * 1_000), after: upTo, upTo: BigInt(sessions.freshTo) });
  live.replace(fresh, owners);
  return rankersOver(live.table, read.content.rules)(stored).recommend(wanted);
}
