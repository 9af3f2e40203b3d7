import 'server-only';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

/**
 * Sends traces to an OpenTelemetry collector (OTLP over HTTP): Next's own spans of every request, and one per question to a model. Names of
 * routes and models, times, and whether it failed; never an address with its values, an id, or what somebody typed.
 * @returns sends what is left and ends
 */
export function startTracing({ endpoint }: { readonly endpoint: string }): () => Promise<void> {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces`, timeoutMillis: 5_000 });
  const provider = new NodeTracerProvider({ resource: resourceFromAttributes({ 'service.name': 'databourse' }), spanProcessors: [new BatchSpanProcessor(withoutValues(exporter), { maxQueueSize: 2_048 })] });
  provider.register();
  return () => provider.shutdown().catch(() => undefined);
}

/** What says where exactly a request went is taken off before anything leaves. */
const withheld = ['http.target', 'http.url', 'url.full', 'url.path', 'url.query', 'net.peer.ip', 'client.address', 'user_agent.original', 'http.user_agent'] as const;

function withoutValues(exporter: OTLPTraceExporter): OTLPTraceExporter {
  const send = exporter.export.bind(exporter);
  exporter.export = (spans, done) => {
    for (const span of spans) for (const name of withheld) Reflect.deleteProperty(span.attributes, name);
    send(spans, done);
  };
  return exporter;
}
