/** `projection`: rows of weights; where there are some, a point is what each says of the standardised row, and has as many dimensions as there are rows. */
export type Scaler = { readonly means: readonly number[]; readonly deviations: readonly number[]; readonly projection?: readonly (readonly number[])[] };

/** Mean and standard deviation per column; a column that doesn't vary keeps deviation 1. */
export function fitScaler(rows: readonly (readonly number[])[]): Scaler {
  const width = rows[0]?.length ?? 0;
  const means = Array.from({ length: width }, (_, column) => rows.reduce((sum, row) => sum + (row[column] ?? 0), 0) / rows.length);
  const deviations = means.map((mean, column) => Math.sqrt(rows.reduce((sum, row) => sum + ((row[column] ?? 0) - mean) ** 2, 0) / rows.length) || 1);
  return { means, deviations };
}

export function scale({ means, deviations, projection }: Scaler, row: readonly number[]): number[] {
  const standard = row.map((value, column) => (value - (means[column] ?? 0)) / (deviations[column] ?? 1));
  return projection ? projection.map((weights) => standard.reduce((sum, value, column) => sum + value * (weights[column] ?? 0), 0)) : standard;
}
