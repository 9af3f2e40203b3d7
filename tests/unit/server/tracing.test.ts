import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { watch } from '@/lib/monitoring';
import { startTracing } from '@/app/_server/tracing';
import { trace } from '@opentelemetry/api';

it('traces name the model and whether it failed, leave at the end, and carry no address', async () => {
  const bodies: string[] = [];
  const collector = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => { bodies.push(`${request.url ?? ''} ${Buffer.concat(chunks).toString('utf8')}`); response.end('{}'); });
  });
  await new Promise<void>((ready) => { collector.listen(0, '127.0.0.1', ready); });
  const stop = startTracing({ endpoint: `http://127.0.0.1:${(collector.address() as AddressInfo).port}` });
  await watch('price', () => Promise.resolve(1));
  await watch('next-item', () => Promise.reject(new Error('secret of a person'))).catch(() => undefined);
  trace.getTracer('next').startSpan('GET /datasets/[slug]', { attributes: { 'http.route': '/datasets/[slug]', 'http.target': '/en/search?q=my+illness', 'url.full': 'http://x/en/search?q=my+illness' } }).end();
  await stop();
  collector.close();
  const all = bodies.join('\n');
  expect(all).toContain('/v1/traces');
  for (const name of ['databourse', '"price"', '"next-item"', '/datasets/[slug]']) expect(all).toContain(name);
  for (const secret of ['secret of a person', 'my+illness']) expect(all).not.toContain(secret);
});
