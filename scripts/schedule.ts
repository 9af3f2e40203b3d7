import { parseArgs } from 'node:util';
import { z } from 'zod';
import { followPlateau, ratesOf, startPlateau } from '@/lib/learning';
import { plateauSpec, simpleScheduleSpec, type PlateauSpec } from '@/lib/learning/schema';
import './closed-pipe';
import { findRate } from './find-rate';
import { failWith } from './refusal-line';

const usage = `Usage: npm run -s schedule -- KIND --steps N --rate R [--json]
  constant
  step             --step-size N [--gamma 0.1]
  multistep        --milestones 30,80 [--gamma 0.1]
  exponential      --gamma G
  polynomial       [--power 1]
  cosine           [--t-max N, else all steps] [--min-rate 0]
  warmup           --warmup-steps N [--start-factor 0.3333]
  cosine-restarts  --t-0 N [--t-mult 1] [--min-rate 0]
  one-cycle        [--max-rate R, else the rate] (starts at a 25th of it)
  plateau          [--losses 1,0.9,0.9,…, else all equal] [--gamma 0.1] [--patience 10] [--min-rate 0]
or, to find a rate (learning-rate range test): npm run -s schedule -- find --data FILE --label COLUMN [--from 1e-5] [--to 100] [--steps 150] [--batch 64] [--seed 1] [--json]`;

const text = { type: 'string' } as const;
const options = {
  json: { type: 'boolean', default: false }, steps: text, rate: text, gamma: text, power: text, milestones: text, losses: text, patience: text,
  'step-size': text, 't-max': text, 'min-rate': text, 'warmup-steps': text, 'start-factor': text, 't-0': text, 't-mult': text, 'max-rate': text,
  data: text, label: text, from: text, to: text, batch: text, seed: text,
} as const;

const { kind, values } = readArguments();
if (kind === 'find') await findRate({ ...values, isJson: values.json, batchSize: values.batch }, usage);
else printRates();

function printRates(): void {
  const steps = checked(z.int().positive().max(1_000_000), 'steps', number(values.steps ?? ''));
  const rate = number(values.rate ?? values['max-rate'] ?? '');
  const rates = kind === 'plateau' ? plateauRates(fit(plateauSpec, { kind, rate, ...given({ factor: values.gamma, patience: values.patience, minRate: values['min-rate'] }) }), steps) : ratesOf(fit(simpleScheduleSpec, { kind, ...parameters(rate, steps) }), steps);
  if (values.json) console.log(JSON.stringify(rates.map((value, step) => ({ step, rate: value }))));
  else for (const [step, value] of rates.entries()) console.log(`${String(step).padStart(7)}  ${value}`);
}

/** What this kind takes; what was not given is left to the kind's own default. */
function parameters(rate: number, steps: number): Record<string, unknown> {
  const { gamma, power, milestones } = values;
  switch (kind) {
    case 'step': return { rate, ...given({ stepSize: values['step-size'], gamma }) };
    case 'multistep': return { rate, milestones: list(milestones), ...given({ gamma }) };
    case 'exponential': return { rate, ...given({ gamma }) };
    case 'polynomial': return { rate, steps, ...given({ power }) };
    case 'cosine': return { rate, tMax: steps, ...given({ tMax: values['t-max'], minRate: values['min-rate'] }) };
    case 'warmup': return { rate, ...given({ warmupSteps: values['warmup-steps'], startFactor: values['start-factor'] }) };
    case 'cosine-restarts': return { rate, ...given({ t0: values['t-0'], tMult: values['t-mult'], minRate: values['min-rate'] }) };
    case 'one-cycle': return { steps, maxRate: rate, ...given({ maxRate: values['max-rate'] }) };
    default: return { rate };
  }
}

/** Losses that don't improve show the whole staircase. */
function plateauRates(spec: PlateauSpec, steps: number): number[] {
  const losses = values.losses === undefined ? [] : list(values.losses);
  let state = startPlateau(spec);
  return Array.from({ length: steps }, (_, step) => {
    const before = state.rate;
    state = followPlateau(spec, state, losses[Math.min(step, losses.length - 1)] ?? 1);
    return before;
  });
}

function given(named: Readonly<Record<string, string | undefined>>): Record<string, number> {
  return Object.fromEntries(Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : [[name, number(value)]])));
}

function list(value: string | undefined): number[] {
  return (value ?? '').split(',').map(number);
}

function number(value: string): number {
  return value.trim() === '' ? Number.NaN : Number(value);
}

function fit<T>(schema: z.ZodType<T>, value: unknown): T {
  return checked(schema, '', value);
}

function checked<T>(schema: z.ZodType<T>, name: string, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = [name, ...(issue?.path.map(String) ?? [])].filter((part) => part !== '').join('.');
  return failWith(`${place === 'kind' ? `There is no schedule "${kind}".` : `${place}: ${issue?.message ?? 'invalid'}.`}\n${usage}`);
}

function readArguments() {
  try {
    const { values: parsed, positionals } = parseArgs({ allowPositionals: true, options });
    const [wanted, ...more] = positionals;
    if (wanted === undefined || more.length > 0) return failWith(usage);
    return { kind: wanted, values: parsed };
  } catch (error) {
    return failWith(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}
