import { z } from 'zod';
import { sessionTable } from '@/lib/learning';
import type { PrismaClient } from '@/lib/db';
import type { HistoryEvent } from './core/history-cases';
import { actionParameters, readItemModel } from './core/model-parameters';
import { sessionsDigest, sessionsOf } from './core/sessions-of';
import { maxEvents, rankersOver } from './models';
import { answerAction, type ActionInputs } from './next-action-answer';
import { listForModels } from './store';

/** The same probabilities from what was stored of them. */
export function replayAction({ facts, model }: Readonly<Record<string, unknown>>): unknown {
  const { version, parameters } = z.strictObject({ version: z.string(), parameters: actionParameters }).parse(model);
  // Written by predictNextAction from these very types; the registry has checked that not a byte changed.
  return answerAction({ ...(facts as Pick<ActionInputs, 'features' | 'evidence'>), model: { version, parameters } });
}

const asked = z.strictObject({
  query: z.array(z.string()), without: z.array(z.string()), now: z.number(), size: z.int(), content: z.array(z.tuple([z.string(), z.number()])).default([]),
  sessions: z.strictObject({ newestEventId: z.string().regex(/^\d+$/), since: z.iso.datetime(), sha256: z.string() }),
});

/**
 * The same list from the same sessions. What others did is not copied into a decision, so it is read again as it stood: if somebody has taken
 * consent back since, or events have expired, it can't be, and null says so.
 */
export async function replayItems({ facts, model }: Readonly<Record<string, unknown>>, db: PrismaClient): Promise<unknown> {
  const { query, without, now, size, content, sessions } = asked.parse(facts);
  const { isUnderstood: _, ...stored } = readItemModel(z.strictObject({ version: z.string(), parameters: z.unknown() }).parse(model).parameters);
  const rows = await listForModels(db, { since: new Date(sessions.since), take: maxEvents, upTo: BigInt(sessions.newestEventId) });
  const history = sessionsOf(rows.map(({ id: _id, ...row }): HistoryEvent => ({ ...row, at: row.at.getTime() })).reverse());
  if (sessionsDigest(history) !== sessions.sha256) return null;
  return rankersOver(sessionTable(history))(stored).recommend({ query, now, without: new Set(without), size, content: new Map(content) });
}
