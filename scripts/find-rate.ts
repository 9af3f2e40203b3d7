import { z } from 'zod';
import { readLabelledRows } from '@/lib/datasets';
import { rateRangeTest, rowsBetween, softmaxModel, standardised } from '@/lib/learning';
import { optimizerSpec } from '@/lib/learning/schema';
import { failWith, refusalLine } from './refusal-line';

const findInput = z.object({
  data: z.string().min(1), label: z.string().min(1), isJson: z.boolean(),
  from: z.coerce.number().positive().default(1e-5), to: z.coerce.number().positive().default(100), steps: z.coerce.number().int().min(10).max(10_000).default(150), batchSize: z.coerce.number().int().min(1).default(64), seed: z.coerce.number().int().default(1),
}).refine(({ from, to }) => from < to, { path: ['to'], message: 'must be larger than --from' });

/** The learning rate finder on a labelled table: a softmax regression over its standardised columns, one update at each rate until the loss runs away. */
export async function findRate(raw: Readonly<Record<string, unknown>>, usage: string): Promise<void> {
  const input = findInput.safeParse(raw);
  if (!input.success) return failWith(`${input.error.issues[0]?.path.join('.') ?? ''}: ${input.error.issues[0]?.message ?? 'invalid'}.\n${usage}`);
  const { data, label, isJson, from, to, steps, batchSize, seed } = input.data;
  const rows = await readLabelledRows(data, label);
  if (!rows.ok) return failWith(`--data ${data}: ${refusalLine(rows.refusal)}`);
  const { count, features, labels, names } = rows.value;
  const classes = [...new Set(labels)].toSorted();
  if (classes.length < 2) return failWith(`--label ${label}: every row has the same value, so there is nothing to learn.`);
  const raws = { count, width: names.length, features, labels: Int32Array.from(labels, (name) => classes.indexOf(name)) };
  const [table] = standardised(raws, raws);
  const model = softmaxModel({ features: { rows: count, columns: names.length, values: table.features }, labels: table.labels, classCount: classes.length });
  const found = rateRangeTest(model, rowsBetween(0, count), { optimizer: optimizerSpec.parse({ kind: 'sgd', momentum: 0.9 }), batchSize: Math.min(batchSize, count), seed, from, to, steps });
  if (isJson) return console.log(JSON.stringify({ rows: count, classes, ...found }));
  for (const point of found.points) console.log(`${point.rate.toExponential(3)}  ${point.smoothLoss}`);
  console.log(found.suggestedRate === null ? 'The loss never fell: no rate is suggested.' : `Suggested rate: ${found.suggestedRate.toPrecision(3)}${found.divergedAtRate === null ? '' : `; the loss ran away at ${found.divergedAtRate.toPrecision(3)}`}`);
}
