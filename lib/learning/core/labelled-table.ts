/** Rows of numbers with a class each: row i holds `features[i * width] … features[(i + 1) * width - 1]` and belongs to class `labels[i]`. */
export type LabelledTable = { readonly count: number; readonly width: number; readonly features: Float64Array; readonly labels: Int32Array };

/** Squared Euclidean distance of each row of the table to one point; adding in order of the columns, so that it is the same everywhere. */
export function squaredDistances({ count, width, features }: LabelledTable, points: Float64Array, point: number): Float64Array {
  const distances = new Float64Array(count);
  const from = point * width;
  for (let row = 0; row < count; row += 1) {
    let sum = 0;
    const start = row * width;
    for (let column = 0; column < width; column += 1) {
      const difference = (features[start + column] ?? 0) - (points[from + column] ?? 0);
      sum += difference * difference;
    }
    distances[row] = sum;
  }
  return distances;
}

/** Numbers of the rows from near to far; equally distant rows in the order of the table. */
export function nearestFirst(distances: Float64Array): Uint32Array {
  const order = new Uint32Array(distances.length);
  for (let row = 0; row < order.length; row += 1) order[row] = row;
  return order.sort((a, b) => (distances[a] ?? 0) - (distances[b] ?? 0) || a - b);
}

/** Both tables with every column of mean 0 and standard deviation 1 in the first; a constant column becomes 0. */
export function standardised(train: LabelledTable, others: LabelledTable): readonly [LabelledTable, LabelledTable] {
  const { count, width } = train;
  const mean = new Float64Array(width);
  const deviation = new Float64Array(width);
  for (let index = 0; index < count * width; index += 1) mean[index % width] = (mean[index % width] ?? 0) + (train.features[index] ?? 0) / count;
  for (let index = 0; index < count * width; index += 1) deviation[index % width] = (deviation[index % width] ?? 0) + ((train.features[index] ?? 0) - (mean[index % width] ?? 0)) ** 2 / count;
  const apply = (table: LabelledTable): LabelledTable => ({
    ...table, features: table.features.map((value, index) => { const spread = Math.sqrt(deviation[index % width] ?? 0); return spread === 0 ? 0 : (value - (mean[index % width] ?? 0)) / spread; }),
  });
  return [apply(train), apply(others)];
}
