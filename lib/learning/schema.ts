import { z } from 'zod';

const rate = z.number().positive();
const factor = z.number().positive();
const count = z.int().positive();

/** Follows a metric, not the step: when it stopped improving, the rate falls. Defaults are PyTorch's. */
export const plateauSpec = z.strictObject({
  kind: z.literal('plateau'), rate, factor: z.number().gt(0).lt(1).default(0.1), patience: z.int().nonnegative().default(10),
  threshold: z.number().nonnegative().default(1e-4), cooldown: z.int().nonnegative().default(0), minRate: z.number().nonnegative().default(0),
});

const simple = [
  z.strictObject({ kind: z.literal('constant'), rate }),
  z.strictObject({ kind: z.literal('step'), rate, stepSize: count, gamma: factor.default(0.1) }),
  z.strictObject({ kind: z.literal('multistep'), rate, milestones: z.array(count).min(1).max(200), gamma: factor.default(0.1) }),
  z.strictObject({ kind: z.literal('exponential'), rate, gamma: factor }),
  z.strictObject({ kind: z.literal('polynomial'), rate, steps: count, power: z.number().positive().default(1) }),
  z.strictObject({ kind: z.literal('cosine'), rate, tMax: count, minRate: z.number().nonnegative().default(0) }),
  z.strictObject({ kind: z.literal('warmup'), rate, warmupSteps: count, startFactor: z.number().gt(0).lte(1).default(1 / 3) }),
  z.strictObject({ kind: z.literal('cosine-restarts'), rate, t0: count, tMult: count.default(1), minRate: z.number().nonnegative().default(0) }),
  z.strictObject({ kind: z.literal('one-cycle'), maxRate: rate, steps: z.int().min(2), rising: z.number().gt(0).lt(1).default(0.3), divideStart: z.number().gte(1).default(25), divideEnd: z.number().gte(1).default(1e4) }),
] as const;

/** One schedule as JSON: everything that decides its rates, and nothing else. */
export const simpleScheduleSpec = z.discriminatedUnion('kind', simple);
/** Schedules after each other: the part that starts at `from` counts its own steps from zero. */
const sequenceSpec = z.strictObject({
  kind: z.literal('sequence'),
  parts: z.array(z.strictObject({ from: z.int().nonnegative(), schedule: simpleScheduleSpec })).min(1).max(50)
    .refine((parts) => parts[0]?.from === 0 && parts.every((part, index) => index === 0 || part.from > (parts[index - 1]?.from ?? 0)), 'the first part starts at 0 and each later one after the one before'),
});
export const scheduleSpec = z.discriminatedUnion('kind', [...simple, sequenceSpec]);

export type SimpleScheduleSpec = z.infer<typeof simpleScheduleSpec>;
export type ScheduleSpec = z.infer<typeof scheduleSpec>;
export type PlateauSpec = z.infer<typeof plateauSpec>;

const weightDecay = z.number().nonnegative().default(0);
/** coupled: added to the gradient, as PyTorch's SGD and Adam do; decoupled: the weights shrink by rate × decay first, as its AdamW does. */
const decay = z.enum(['coupled', 'decoupled']).default('coupled');
/** Below 1: a memory of exactly 1 never forgets. */
const memory = z.number().gte(0).lt(1);

/** How a gradient becomes a step. Names and defaults are PyTorch's, except that Nesterov needs a momentum, which is refused here and not later. */
export const optimizerSpec = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sgd'), momentum: memory.default(0), isNesterov: z.boolean().default(false), weightDecay, decay })
    .refine((spec) => !spec.isNesterov || spec.momentum > 0, 'Nesterov needs a momentum above 0'),
  z.strictObject({ kind: z.literal('adam'), beta1: memory.default(0.9), beta2: memory.default(0.999), epsilon: z.number().positive().default(1e-8), weightDecay, decay }),
]);

/** Everything that decides a training besides model and data: the same spec, data and start give the same weights, bit for bit. */
export const trainSpec = z.strictObject({
  optimizer: optimizerSpec,
  /** The rate of each update; a plateau follows the validation loss of each check (without validation rows, the training loss). */
  schedule: z.union([scheduleSpec, plateauSpec]),
  epochs: count.max(100_000),
  /** Rows per update; the last batch of an epoch may be smaller. More than there are rows: all of them. */
  batchSize: count,
  /** Updates between two checks of the validation loss; null: once an epoch. */
  checkEvery: count.nullable().default(null),
  /** Stops after so many checks without an improvement of more than `minDelta`, and takes the best weights back; null: runs to the end. */
  stopping: z.strictObject({ patience: count, minDelta: z.number().nonnegative().default(0) }).nullable().default(null),
  /** Of the order in which rows are seen. */
  seed: z.int().nonnegative().default(1),
});

export type OptimizerSpec = z.infer<typeof optimizerSpec>;
export type TrainSpec = z.infer<typeof trainSpec>;
