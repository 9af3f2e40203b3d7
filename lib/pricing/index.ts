export { engineVersion } from './core/explain-price';
export { explainLocal } from './explain-local';
export { getPricePosition } from './get-price-position';
export { publishWithPrice, repriceListing } from './price-listing';
export { suggestPrice } from './suggest-price';
