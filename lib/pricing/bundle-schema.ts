import { z } from 'zod';

const bundleIdInput = z.strictObject({ bundleId: z.uuid() });
export { bundleIdInput };
export type BundleIdInput = z.infer<typeof bundleIdInput>;
const distinct = (ids: readonly string[]): boolean => new Set(ids).size === ids.length;
export const maxBundlesOfSeller = 20;
export const saveBundleInput = z.strictObject({
  title: z.string().trim().min(3).max(110).refine((text) => !text.includes('\u0000')),
  listingIds: z.array(z.uuid()).min(2).max(12).refine(distinct),
});
export type SaveBundleInput = z.infer<typeof saveBundleInput>;

export type BundlePart = { readonly listingId: string; readonly slug: string; readonly title: string; readonly licenceCode: string; readonly rowCount: number; /** Alone. */ readonly priceMinor: number; /** In the bundle. */ readonly shareMinor: number };
export type BundleView = { readonly id: string; readonly title: string; readonly sellerName: string; readonly sellerSlug: string; readonly currency: string; readonly parts: readonly BundlePart[]; readonly sumMinor: number; readonly priceMinor: number };
/** A dataset of a seller that can be sold together with others; `effectiveRows` is what a bundle is priced by. */
export type Bundleable = { readonly listingId: string; readonly title: string; readonly priceMinor: number; readonly effectiveRows: number };
export { quoteBundle, type BundleQuote } from './core/menu/quote-bundle';
