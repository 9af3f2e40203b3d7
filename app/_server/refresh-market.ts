import 'server-only';
import { revalidatePath } from 'next/cache';

/** What everybody sees is cached; after a listing changed every cached page is made anew at its next request. */
export function refreshMarket(): void {
  revalidatePath('/', 'layout');
}
