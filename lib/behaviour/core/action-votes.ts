import { fitScaler, maxPrototypes, scale, vote, type Calibration, type Neighbour, type NeighbourIndex, type Scaler } from '@/lib/learning';
import type { Case } from './history-cases';

export const actions = ['view', 'save', 'buy', 'leave'] as const;

/** The cases that vote, as points. `owners`: whose case each is, 0 for nobody's. */
export type Prototypes = {
  readonly points: readonly (readonly number[])[]; readonly labels: readonly number[]; readonly owners: readonly number[];
  readonly scaler: Scaler; readonly shares: readonly number[]; readonly drawnShares: readonly number[];
};
export type Votes = { readonly kind: 'votes'; readonly neighbours: readonly (readonly [distance: number, label: number])[]; readonly shares: readonly number[]; readonly drawnShares: readonly number[]; /** How far the votes are believed; versions from before have none. */ readonly calibration?: Calibration };
export type Search = (points: readonly (readonly number[])[]) => NeighbourIndex;

/** Learns from features and labels in which distances classes lie apart. */
export type LearnMetric = (rows: readonly (readonly number[])[], labels: readonly number[], classCount: number, scaler: Scaler) => Scaler;

/** `learn`: null where all features count alike. */
export function prototypesOf(cases: readonly Case[], learn: LearnMetric | null): Prototypes {
  const chosen = choosePrototypes(cases);
  const plain = fitScaler(chosen.map((entry) => entry.features));
  const scaler = learn ? learn(cases.map((entry) => entry.features), cases.map((entry) => entry.label), actions.length, plain) : plain;
  const labels = chosen.map((entry) => entry.label);
  return {
    points: chosen.map((entry) => scale(scaler, entry.features)), labels, owners: chosen.map((entry) => entry.owner ?? 0),
    scaler: { means: [...scaler.means], deviations: [...scaler.deviations], ...(scaler.projection ? { projection: scaler.projection } : {}) }, shares: sharesOf(cases.map((entry) => entry.label)), drawnShares: sharesOf(labels),
  };
}

export function voters({ points, labels, scaler, shares, drawnShares }: Prototypes, search: Search) {
  // Built when first asked: whoever only replaces one model by the next waits for none.
  let index: NeighbourIndex | null = null;
  return {
    near: (features: readonly number[], count: number): readonly Neighbour[] => (index ??= search(points)).nearest(scale(scaler, features), count),
    tally: (neighbours: readonly Neighbour[]): number[] => vote(neighbours, labels, shares, drawnShares),
    votesOf: (neighbours: readonly Neighbour[]): Votes => ({ kind: 'votes', neighbours: neighbours.map(({ index: at, distance }) => [distance, labels[at] ?? 0] as const), shares, drawnShares }),
  };
}

export function sharesOf(labels: readonly number[]): number[] {
  return actions.map((_, action) => labels.filter((label) => label === action).length / labels.length);
}

/** Of the saves and purchases the newest, up to half of the index; of the rest the newest, up to its size. Votes make up for the difference. */
function choosePrototypes(cases: readonly Case[]): Case[] {
  const rare = cases.filter((entry) => entry.label === 1 || entry.label === 2).slice(-maxPrototypes / 2);
  const common = cases.filter((entry) => entry.label === 0 || entry.label === 3).slice(-(maxPrototypes - rare.length));
  return [...rare, ...common];
}

/** At most so many, evenly over all. */
export function spread<Value>(values: readonly Value[], most: number): readonly Value[] {
  if (values.length <= most) return values;
  return Array.from({ length: most }, (_, index) => values[Math.floor((index * values.length) / most)]).filter((value) => value !== undefined);
}
