/** The market that the page simulates: small enough for seconds. The bench runs the large ones. */
export const simulatedSize = { views: 20, listingCount: 30 } as const;
