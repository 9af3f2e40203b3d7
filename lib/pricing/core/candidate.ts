/** A listing of the market with its price, as others are compared with it. */
export type Candidate = {
  readonly listingId: string;
  readonly slug: string;
  readonly title: string;
  /** Title, subtitle, description and column names: what is compared. */
  readonly text: string;
  readonly sellerId: string;
  readonly category: string;
  readonly licenceCode: string;
  readonly licenceFactor: number;
  readonly effectiveRows: number;
  readonly priceMinor: number;
  readonly currency: string;
  readonly isSold: boolean;
};
