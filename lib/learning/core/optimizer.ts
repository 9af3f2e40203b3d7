import type { OptimizerSpec } from '../schema';

/** Moves the weights, in place, by one update against the gradient. The gradient may be written over. */
export type Optimizer = (weights: Float64Array, gradient: Float64Array, rate: number) => void;

/**
 * What one training remembers from update to update. Equals torch.optim.SGD, Adam and (decoupled Adam) AdamW of release 2.9; decoupled SGD
 * is SGDW (Loshchilov & Hutter 2019, algorithm 1), which PyTorch lacks. Every weight decays, an intercept too: a model that wants to
 * spare one puts the penalty into its own loss.
 * @param dimension how many weights there are
 */
export function createOptimizer(spec: OptimizerSpec, dimension: number): Optimizer {
  const decayed = (weights: Float64Array, gradient: Float64Array, rate: number): void => {
    if (spec.weightDecay === 0) return;
    for (let index = 0; index < dimension; index += 1) {
      if (spec.decay === 'coupled') gradient[index] = (gradient[index] ?? 0) + spec.weightDecay * (weights[index] ?? 0);
      else weights[index] = (weights[index] ?? 0) * (1 - rate * spec.weightDecay);
    }
  };
  const move = spec.kind === 'sgd' ? momentum(spec, dimension) : adam(spec, dimension);
  return (weights, gradient, rate) => {
    decayed(weights, gradient, rate);
    move(weights, gradient, rate);
  };
}

/** v ← μv + g, the first v being g itself; w ← w − ηv, or with Nesterov w ← w − η(g + μv): the rate stands outside the velocity. */
function momentum({ momentum: mu, isNesterov }: Extract<OptimizerSpec, { kind: 'sgd' }>, dimension: number): Optimizer {
  const velocity = new Float64Array(dimension);
  return (weights, gradient, rate) => {
    for (let index = 0; index < dimension; index += 1) {
      const slope = gradient[index] ?? 0;
      const next = mu * (velocity[index] ?? 0) + slope;
      velocity[index] = next;
      weights[index] = (weights[index] ?? 0) - rate * (isNesterov ? slope + mu * next : next);
    }
  };
}

/** Kingma & Ba 2015, algorithm 1: both moments are freed of their start at zero. */
function adam({ beta1, beta2, epsilon }: Extract<OptimizerSpec, { kind: 'adam' }>, dimension: number): Optimizer {
  const first = new Float64Array(dimension);
  const second = new Float64Array(dimension);
  let update = 0;
  return (weights, gradient, rate) => {
    update += 1;
    const size = rate / (1 - beta1 ** update);
    const spread = Math.sqrt(1 - beta2 ** update);
    for (let index = 0; index < dimension; index += 1) {
      const slope = gradient[index] ?? 0;
      const mean = (first[index] ?? 0) + (slope - (first[index] ?? 0)) * (1 - beta1);
      const square = beta2 * (second[index] ?? 0) + (1 - beta2) * slope * slope;
      first[index] = mean;
      second[index] = square;
      weights[index] = (weights[index] ?? 0) - (size * mean) / (Math.sqrt(square) / spread + epsilon);
    }
  };
}
