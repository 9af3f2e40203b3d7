import { qualityDimensions, type DimensionScore, type Quality, type QualityCheck, type QualityDimension, type QualityGrade } from '../../schema';
import { bytesChecks, listingChecks, type QualityFacts } from './quality-checks';

export const qualityFormula = '2026-11-27.2';

/** What each dimension of ISO/IEC 25012 counts. */
export const dimensionWeights: Readonly<Record<QualityDimension, number>> = {
  completeness: 3, uniqueness: 2, consistency: 3, accuracy: 3, currentness: 1, precision: 1, traceability: 1, understandability: 2, credibility: 1,
};
export const gradeFloors: readonly (readonly [QualityGrade, number])[] = [['A', 0.9], ['B', 0.8], ['C', 0.7], ['D', 0.6], ['E', 0]];

/** Rows of doubt: a table of so many rows counts as half proven. */
export const priorRows = 10;
/** No dimension pulls the mean down further than this, so that one zero doesn't make all the others worthless. */
export const lowestScore = 0.05;
/** What the page that explains the grade shows: the constants themselves. */
export const qualityFormulaFacts = { version: qualityFormula, weights: dimensionWeights, floors: gradeFloors, priorRows, lowestScore } as const;

/** What is read from the rows, and so is the less certain the fewer they are. */
const shrunk: ReadonlySet<QualityDimension> = new Set(['completeness', 'uniqueness', 'consistency', 'accuracy', 'precision']);

/**
 * The quality of a table by the dimensions of ISO/IEC 25012. A dimension's score is the weighted mean of its checks, each the share that
 * passes; those read from rows are shrunk towards one half, (n s + 10 / 2) / (n + 10) for n rows. The whole is the weighted geometric mean of
 * the dimensions of which anything is known, none counted below 0.05, so that one bad dimension isn't hidden by eight good ones.
 */
export function gradeQuality(facts: QualityFacts): Quality {
  const checks = new Map<QualityDimension, QualityCheck[]>(qualityDimensions.map((dimension) => [dimension, []]));
  for (const { dimension, ...check } of [...bytesChecks(facts), ...listingChecks(facts)]) checks.get(dimension)?.push(check);
  const dimensions = qualityDimensions.map((dimension) => scoreOf(dimension, checks.get(dimension) ?? [], facts.rowCount));
  const known = dimensions.filter((dimension) => dimension.isMeasured);
  const weight = known.reduce((sum, dimension) => sum + dimension.weight, 0);
  const score = weight === 0 ? 0 : Math.exp(known.reduce((sum, dimension) => sum + dimension.weight * Math.log(Math.max(lowestScore, dimension.score)), 0) / weight);
  return { formula: qualityFormula, score, grade: gradeOf(score), dimensions };
}

export function gradeOf(score: number): QualityGrade {
  return gradeFloors.find(([, floor]) => score >= floor)?.[0] ?? 'E';
}

function scoreOf(dimension: QualityDimension, checks: readonly QualityCheck[], rowCount: number): DimensionScore {
  const weight = checks.reduce((sum, check) => sum + check.weight, 0);
  const isMeasured = weight > 0;
  const mean = isMeasured ? checks.reduce((sum, check) => sum + check.weight * check.score, 0) / weight : 0.5;
  const score = shrunk.has(dimension) && isMeasured ? (mean * rowCount + priorRows / 2) / (rowCount + priorRows) : mean;
  return { dimension, score, weight: dimensionWeights[dimension], isMeasured, checks, ...(score < mean ? { heldBack: { rows: rowCount, from: mean } } : {}) };
}
