export { evaluateModels } from './evaluate-models';
export { expireEvents, forgetActivity, listOwnEvents, type OwnEvent } from './forget-activity';
export { generateDemoBehaviour } from './generate-demo-behaviour';
export { getSellerSignals } from './get-seller-signals';
export { getModels, retentionDays } from './models';
export { getNextActionReport, predictNextAction } from './predict-next-action';
export { recommend } from './recommend';
export { recordEvent, recordPurchase } from './record-event';
export { trainModels } from './train-models';
