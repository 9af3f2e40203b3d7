/** Of one arm: how many people, the mean of their values and its variance between them. */
export type ArmFigures = { readonly people: number; readonly mean: number; readonly variance: number };
export type Verdict = {
  readonly difference: number;
  /** 95%, valid however often and whenever it is looked at. */
  readonly interval: readonly [number, number] | null;
  /** Valid at any time; 1 while too few people are in. */
  readonly pValue: number;
  /** That so uneven arms come out of a fair coin; below a thousandth the assignment is broken. */
  readonly splitPValue: number;
};

/** Standard deviation of the differences that are thought of beforehand: five points of a rate. */
const tau = 0.05;
const alpha = 0.05;
/** Of each arm, so that its variance means something. */
const enoughPeople = 20;

/**
 * Mixture sequential probability ratio test of two means (Robbins 1970; Johari, Koomen, Pekelis, Walsh 2017): with V the variance of the difference and a
 * normal mixture of variance τ², Λ = √(V / (V + τ²)) · exp(τ² d² / (2 V (V + τ²))), and min(1, 1/Λ) is a p-value at every moment, however often it is
 * looked at. The interval is what the same test would not refuse.
 */
export function judgeExperiment(control: ArmFigures, treatment: ArmFigures): Verdict {
  const difference = treatment.mean - control.mean;
  const splitPValue = splitChance(control.people, treatment.people);
  const spread = control.variance / Math.max(1, control.people) + treatment.variance / Math.max(1, treatment.people);
  if (Math.min(control.people, treatment.people) < enoughPeople || spread <= 0) return { difference, interval: null, pValue: 1, splitPValue };
  const mixed = spread + tau ** 2;
  const logRatio = 0.5 * Math.log(spread / mixed) + (tau ** 2 * difference ** 2) / (2 * spread * mixed);
  const width = Math.sqrt((2 * Math.log(1 / alpha) + Math.log(mixed / spread)) * ((spread * mixed) / tau ** 2));
  return { difference, interval: [difference - width, difference + width], pValue: Math.min(1, Math.exp(-logRatio)), splitPValue };
}

/** Chi-square of one degree against halves. */
export function splitChance(control: number, treatment: number): number {
  const total = control + treatment;
  return total === 0 ? 1 : tailOfNormal(Math.abs(control - treatment) / Math.sqrt(total));
}

/** 2 (1 − Φ(z)), to 1.5e-7 (Abramowitz & Stegun 7.1.26). */
function tailOfNormal(z: number): number {
  const x = z / Math.SQRT2;
  const t = 1 / (1 + 0.327_591_1 * x);
  return t * (0.254_829_592 + t * (-0.284_496_736 + t * (1.421_413_741 + t * (-1.453_152_027 + t * 1.061_405_429)))) * Math.exp(-x * x);
}

/** The figures of one arm from one value a person. */
export function figuresOf(values: readonly number[]): ArmFigures {
  const people = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, people);
  return { people, mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, people - 1) };
}
