/** P(X <= x) for chi-square with `degrees` degrees of freedom: the regularised lower incomplete gamma function (Numerical Recipes 6.2: series below, continued fraction above). Absolute error below 1e-12. */
export function chiSquareCdf(x: number, degrees: number): number {
  if (!(degrees > 0)) throw new RangeError('Needs a positive number of degrees of freedom');
  return x <= 0 ? 0 : regularisedGamma(degrees / 2, x / 2);
}

/** The x with P(X <= x) = `probability`, by bisection; relative error about 1e-13. */
export function chiSquareQuantile(probability: number, degrees: number): number {
  if (!(probability >= 0 && probability < 1)) throw new RangeError('A probability is at least 0 and below 1');
  let [low, high] = [0, Math.max(1, degrees)];
  while (chiSquareCdf(high, degrees) < probability) high *= 2;
  while (high - low > 1e-13 * high) {
    const middle = (low + high) / 2;
    if (chiSquareCdf(middle, degrees) < probability) low = middle; else high = middle;
  }
  return (low + high) / 2;
}

function regularisedGamma(shape: number, x: number): number {
  const scale = Math.exp(-x + shape * Math.log(x) - logGamma(shape));
  if (x < shape + 1) {
    let term = 1 / shape;
    let sum = term;
    for (let step = 1; step < 1_000 && Math.abs(term) > Math.abs(sum) * 1e-16; step += 1) { term *= x / (shape + step); sum += term; }
    return sum * scale;
  }
  // Lentz's method for the continued fraction of the upper part.
  let b = x + 1 - shape;
  let c = 1e300;
  let d = 1 / b;
  let fraction = d;
  for (let step = 1; step < 1_000; step += 1) {
    const a = -step * (step - shape);
    b += 2;
    d = 1 / (a * d + b || 1e-300);
    c = b + a / c || 1e-300;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return 1 - scale * fraction;
}

const lanczos = [0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7];

/** Lanczos approximation (g = 7, n = 9), relative error about 1e-15 for positive arguments from a half. */
export function logGamma(x: number): number {
  const shifted = x - 1;
  const sum = lanczos.reduce((total, coefficient, index) => (index === 0 ? coefficient : total + coefficient / (shifted + index)), 0);
  const t = shifted + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(sum);
}
