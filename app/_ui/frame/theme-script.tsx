/**
 * Blocking on purpose: it runs before the first paint. A file of ours, so cached pages (hashes) and dynamic ones (a nonce)
 * serve the same tag; no inline script.
 */
export function ThemeScript() {
  return <script src="/theme.js" />;
}
