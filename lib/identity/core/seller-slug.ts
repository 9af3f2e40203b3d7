/** A readable address part from a trading name; `suffix` keeps two sellers of one spelling apart and carries names without Latin letters. */
export function sellerSlug(name: string, suffix: string): string {
  const words = name.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 40).replace(/-+$/, '');
  return words === '' ? `seller-${suffix}` : `${words}-${suffix}`;
}
