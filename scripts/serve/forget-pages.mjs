import manifest from 'next/dist/server/lib/incremental-cache/tags-manifest.external.js';

/**
 * What `revalidatePath('/', 'layout')` does, for outside of a request: every cached page is made anew at its next request. The list is the one of the running Next
 * (its `.external` modules are never bundled); tests/e2e/guard.spec.ts sees that it is.
 */
export function forgetPages() {
  manifest.tagsManifest.set('_N_T_/layout', { ...manifest.tagsManifest.get('_N_T_/layout'), expired: Date.now() });
}
