/** On a page in the place of something that is gone for good: scripts/serve/secure.mjs reads it and answers 410, which programs and search engines understand. */
export function Gone() {
  return <meta name="http-status" content="410" />;
}
