export { engineVersion } from './core/explain-price';
export { similarityShares } from './core/comparables';
export { deployPriceModel } from './deploy-price-model';
export { explainLocal } from './explain-local';
export { getPricePosition } from './get-price-position';
export { publishWithPrice, repriceListing } from './price-listing';
export { replayPrice } from './replay-price';
export { slicedPrices, trainPriceCandidate } from './train-price-candidate';
export { suggestPrice } from './suggest-price';
