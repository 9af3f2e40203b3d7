import { performance } from 'node:perf_hooks';
import { SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import type { ModelName } from './core/metric-scales';
import { observe } from './observe';

/** Does nothing and costs next to nothing until traces are configured (app/_server/tracing.ts). */
const tracer = trace.getTracer('databourse');

/** Runs one request of a model: its time (with what was spent on it before) and whether it failed are counted, and what it answers or throws goes through unchanged. */
export async function watch<Value>(model: ModelName, work: () => Promise<Value>, { spentMilliseconds = 0 }: { readonly spentMilliseconds?: number } = {}): Promise<Value> {
  return tracer.startActiveSpan(model, (span) => watchSpan(model, work, { span, startedAt: performance.now() - spentMilliseconds }));
}

async function watchSpan<Value>(model: ModelName, work: () => Promise<Value>, { span, startedAt }: { readonly span: Span; readonly startedAt: number }): Promise<Value> {
  try {
    const value = await work();
    observe(model, 'error', 0);
    return value;
  } catch (error) {
    observe(model, 'error', 1);
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    observe(model, 'latency', performance.now() - startedAt);
    span.end();
  }
}
