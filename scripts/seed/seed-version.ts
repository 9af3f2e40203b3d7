/** A changed demo market is a new version; the seed then adds what is missing. The last thing it writes is the audit row that names it. */
export const seedVersion = 'demo-market-1';
