import { performance } from 'node:perf_hooks';
import type { ModelName } from './core/metric-scales';
import { observe } from './observe';

/** Runs one request of a model: its time and whether it failed are counted, and what it answers or throws goes through unchanged. */
export async function watch<Value>(model: ModelName, work: () => Promise<Value>): Promise<Value> {
  const startedAt = performance.now();
  try {
    const value = await work();
    observe(model, 'error', 0);
    return value;
  } catch (error) {
    observe(model, 'error', 1);
    throw error;
  } finally {
    observe(model, 'latency', performance.now() - startedAt);
  }
}
