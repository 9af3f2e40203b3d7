-- Dearest first, and what has no price after everything that has: the index of the prices has those without one at the wrong end for that, and a sort of the whole market took its place.
CREATE INDEX "Listing_status_priceMinor_desc_id_idx" ON "Listing"("status", "priceMinor" DESC NULLS LAST, "id");
