export { consentSubject } from './consent-subject';
export { getConsentReceipt } from './get-consent-receipt';
export { getConsentState, hasConsent } from './get-consent-state';
export { findNotice, getNotice } from './get-notice';
export { getConsentStanding, getOwnConsentHistory, listConsentEvents } from './list-consent-events';
export { publishBundledNotices } from './publish-bundled-notices';
export { recordChoice } from './record-choice';
export { recordDemoConsents } from './record-demo-consents';
