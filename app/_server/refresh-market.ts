import 'server-only';
import { revalidatePath } from 'next/cache';

/** Of scripts/serve/one.mjs, where several processes serve behind one port. */
const held = globalThis as typeof globalThis & { databourseTellOthers?: () => void };

/** What everybody sees is cached; after a listing changed every cached page is made anew at its next request. */
export function refreshMarket(): void {
  revalidatePath('/', 'layout');
  held.databourseTellOthers?.();
}
