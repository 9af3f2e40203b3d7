declare module 'ml-knn' {
  type Metric = (a: ArrayLike<number> | Readonly<Record<number, number>>, b: ArrayLike<number>) => number;

  export default class KNN {
    constructor(dataset: number[][], labels: number[], options?: { k?: number; distance?: Metric });
    readonly kdTree: { nearest(point: number[], count: number): [number[], number][] };
  }
}
