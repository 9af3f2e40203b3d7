import { z } from 'zod';

/** The models that are versioned: those of lib/monitoring that decide something. */
export const versionedModels = ['price', 'next-item', 'next-action'] as const;
export type VersionedModel = (typeof versionedModels)[number];
export const modelStages = ['CANDIDATE', 'CANARY', 'LIVE', 'RETIRED'] as const;
export type ModelStage = (typeof modelStages)[number];

/** One figure of a version: its value, the interval it lies in with 95%, how many cases, and which way is better. */
export const versionMetric = z.strictObject({ name: z.string().max(40), value: z.number(), low: z.number().nullable(), high: z.number().nullable(), count: z.int().min(0), goodIs: z.enum(['low', 'high']) });
export type VersionMetric = z.infer<typeof versionMetric>;

const reason = z.string().trim().min(3).max(500);
export const stageInput = z.discriminatedUnion('to', [
  z.strictObject({ versionId: z.uuid(), to: z.literal('CANARY'), percent: z.int().min(1).max(10), reason }),
  z.strictObject({ versionId: z.uuid(), to: z.literal('LIVE'), reason }),
  z.strictObject({ versionId: z.uuid(), to: z.literal('RETIRED'), reason }),
]);
export type StageInput = z.infer<typeof stageInput>;
export const rollBackInput = z.strictObject({ model: z.enum(versionedModels), reason });
export type RollBackInput = z.infer<typeof rollBackInput>;

export type StageEventView = { readonly stage: ModelStage; readonly share: number; readonly actor: string; readonly reason: string; readonly at: string };
export type VersionView = {
  readonly id: string; readonly model: VersionedModel; readonly version: string; readonly stage: ModelStage; readonly canaryShare: number; readonly parameters: unknown; readonly codeVersion: string; readonly schedule: string | null; readonly trainingRunId: string | null;
  readonly dataSha256: string | null; readonly dataFrom: string | null; readonly dataTo: string | null; readonly rowCount: number; readonly metrics: readonly VersionMetric[]; readonly isDemo: boolean;
  readonly createdAt: string; readonly stages: readonly StageEventView[];
  /** What stands between a canary and going live; empty when nothing does. Null for another stage. */
  readonly guards: readonly GuardView[] | null;
};
/** One condition a canary has to meet, with what was measured. */
export type GuardView = { readonly guard: 'requests' | 'errors' | 'latency' | 'quality'; readonly isMet: boolean; readonly value: number | null; readonly limit: number };

export const decisionIdInput = z.strictObject({ decisionId: z.uuid() });
export type DecisionIdInput = z.infer<typeof decisionIdInput>;
export type DecisionRow = { readonly id: string; readonly model: VersionedModel; readonly version: string; readonly subject: string; readonly objectId: string; readonly output: unknown; readonly inputSha256: string; readonly isDemo: boolean; readonly at: string };
/** `isSame`: the output of deciding it again equals the stored one, byte for byte of their canonical JSON. */
export type Replay = { readonly decisionId: string; readonly model: VersionedModel; readonly version: string; readonly isSame: boolean; readonly stored: unknown; readonly replayed: unknown };

export const contestKinds = ['price', 'risk', 'ranking', 'block'] as const;
export type ContestKind = (typeof contestKinds)[number];
export const openContestInput = z.strictObject({ kind: z.enum(contestKinds), objectId: z.string().max(80).regex(/^[\w-]*$/), statement: z.string().trim().min(10).max(2_000) });
export type OpenContestInput = z.infer<typeof openContestInput>;
export const answerContestInput = z.strictObject({ contestId: z.uuid(), state: z.enum(['UPHELD', 'CHANGED']), answer: z.string().trim().min(10).max(2_000) });
export type AnswerContestInput = z.infer<typeof answerContestInput>;
export type ContestView = {
  readonly id: string; readonly kind: ContestKind; readonly objectId: string; readonly statement: string; readonly state: 'OPEN' | 'UPHELD' | 'CHANGED'; readonly answer: string;
  readonly openedAt: string; readonly dueAt: string; readonly answeredAt: string | null; readonly isLate: boolean;
};

/** The figures of a model card; its words stand in the messages. */
export type ModelCard = {
  readonly model: VersionedModel; readonly version: string; readonly codeVersion: string; readonly parameters: unknown; readonly metrics: readonly VersionMetric[];
  /** Against what really happened, the last thirty days. */
  readonly measured: readonly VersionMetric[]; readonly owner: string; readonly contact: string;
  readonly lastChange: string; readonly isDemo: boolean; readonly canary: { readonly version: string; readonly share: number } | null;
  readonly training: { readonly sha256: string; readonly from: string | null; readonly to: string | null; readonly rowCount: number } | null;
};
