import { gunzipSync } from 'node:zlib';
import { record } from '@/lib/audit';
import { requireRole, type Context, type PrismaClient } from '@/lib/db';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { canonicalJson } from './core/canonical-json';
import { inputSha256, sha256Of } from './keep-decision';
import { versionedModels, type DecisionIdInput, type Replay, type VersionedModel } from './schema';
import { findDecision } from './store-decisions';

/**
 * How each model decides again from stored inputs: the very function that decided first. It may read again what a decision must not copy
 * (what other people did); null when that is no longer as it was.
 */
export type Replayers = Readonly<Partial<Record<VersionedModel, (inputs: Readonly<Record<string, unknown>>, db: PrismaClient) => unknown>>>;

/** Decides once more from what was stored, and says whether the answer is the same byte for byte. */
export async function replayDecision(ctx: Context, { decisionId }: DecisionIdInput, replayers: Replayers): Promise<Result<Replay>> {
  if (ctx.actor.kind !== 'system') {
    const who = requireRole(ctx, 'ADMIN');
    if (!who.ok) return who;
  }
  const decision = await findDecision(ctx.db, { decisionId });
  const model = versionedModels.find((name) => name === decision?.model);
  // About whoever has restricted or objected nobody looks anything up; the operator may still prove what was decided.
  if (!decision || !model || (decision.isHeld && ctx.actor.kind !== 'system')) return refuse('not-found');
  const replay = replayers[model];
  const shared = decision.inputs.map(({ name, blob }) => ({ name, text: gunzipSync(blob.gzip).toString('utf8') }));
  const parts = decision.facts === null ? shared : [...shared, { name: 'facts', text: canonicalJson(decision.facts) }];
  if (!replay || parts.length === 0 || inputSha256(parts.map(({ name, text }) => ({ name, sha256: sha256Of(text) }))) !== decision.inputSha256) return refuse('decision-not-replayable');
  const answer: unknown = await replay(Object.fromEntries(parts.map(({ name, text }) => [name, JSON.parse(text) as unknown])), ctx.db);
  if (answer === null) return refuse('decision-not-replayable');
  const replayed: unknown = JSON.parse(canonicalJson(answer));
  const isSame = canonicalJson(replayed) === canonicalJson(decision.output);
  await record(ctx.db, ctx, { action: 'decision.replayed', objectType: 'decision', objectId: decisionId, outcome: isSame ? 'ok' : 'refused', detail: { model, version: decision.version, isSame } });
  return ok({ decisionId, model, version: decision.version, isSame, stored: decision.output, replayed });
}
