export { findOwned } from './find-owned';
export { getEarnings } from './get-earnings';
export { getWallet } from './get-wallet';
export { listAllOrders } from './list-all-orders';
export { listOwned } from './list-owned';
export { placeOrder } from './place-order';
export { findEntitlement, type EntitlementFacts } from './store/entitlement';
export { topUpWallet } from './top-up-wallet';
