import 'server-only';
import { attachmentHeader } from '@/lib/delivery';

type Written = { readonly name: string; readonly type: string };

/** A file made for whoever asked: saved, never shown, and kept by no cache. */
export function respondWithFile(text: string, { name, type }: Written): Response {
  return new Response(text, { headers: { 'content-type': `${type}; charset=utf-8`, 'content-disposition': attachmentHeader(name), 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } });
}

export function respondWithCsv(csv: string, name: string): Response {
  return respondWithFile(csv, { name, type: 'text/csv' });
}
