export { answerRight } from './answer-right';
export { askRight, withdrawRight } from './ask-right';
export { answerDays } from './core/due';
export { eraseSelf, keyRetentionDays } from './erase-self';
export { getErasureLosses } from './get-erasure-losses';
export { collectOwnData, exportOwnData, type OwnData } from './export-own-data';
export { listBuyerContacts, listOwnSightings, listSellersForSharing } from './list-buyer-contacts';
export { countRights, getRightsReceipt, listOwnRights, listRightsQueue } from './list-rights';
