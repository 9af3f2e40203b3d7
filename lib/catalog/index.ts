export { applyPriceChange, changePrice } from './change-price';
export { chooseVisibility } from './choose-visibility';
export { findOnSale } from './find-on-sale';
export { findLicence, licenceHashes, licences } from './core/licences';
export { escapeLike, normaliseText, searchWords } from './core/search-text';
export { declareTerms, findDeclaredTerms, getDeclaredTerms } from './declare-terms';
export { decideTerms, isBarred, type DeclaredTerms } from './core/decide-terms';
export { listingTextSha256 } from './core/listing-text';
export { describeColumns } from './describe-columns';
export { draftListing } from './draft-listing';
export { editListing } from './edit-listing';
export { findSellerPage } from './find-seller-page';
export { getMarketFigures } from './get-market-figures';
export { getOwnListing } from './get-own-listing';
export { listAllListings } from './list-all-listings';
export { listOwnListings } from './list-own-listings';
export { publishListing } from './publish-listing';
export { searchListings } from './search-listings';
export { listCards, listNewest, listPopular } from './store/cards';
export { findPublishedListing, findPublishedListingById } from './store/listings';
export { isOwnListing } from './store/own';
export { addSales, findForSale, findRowCount, lockAllOf, lockForSale, type ListingForSale } from './store/sale';
export { allowListingAgain, takeDownListing } from './take-down-listing';
export { withdrawListing } from './withdraw-listing';
export { decideRelease, replacementFor } from './core/decide-release';
export { putRevisionOnSale, takeOffSale } from './put-revision-on-sale';
export {
  cancelPending, findListingOfRevision, findRevisionForRelease, findTombstone, hasPendingRelease, insertRelease, listDueReleases, listReleases, listSold, lockListingForRelease, markSold, writeRetraction, type ReleaseRow,
} from './store/releases';
