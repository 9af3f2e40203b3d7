/**
 * The closed list of expected refusals. A new one also needs a row in app/_server/refusals.ts (HTTP status) and a
 * sentence per language in app/_i18n/messages; the compiler and a test hold the three together.
 */
export const refusalCodes = [
  // who and whether
  'sign-in-needed', 'not-allowed', 'not-found', 'too-many-attempts', 'cross-origin', 'step-up-needed',
  // input
  'input-invalid', 'input-too-large', 'media-type', 'method-not-allowed',
  // identity
  'credentials-wrong', 'password-too-common', 'seller-name-taken', 'already-seller',
  'second-factor-needed', 'second-factor-wrong', 'mail-link-spent', 'passkey-refused', 'passkeys-full', 'enrolment-not-started', 'last-administrator',
  // consent
  'notice-outdated', 'consent-needed', 'notice-incomplete', 'notice-unchanged', 'notice-says-anonymous', 'notice-needed', 'gpc-conflict', 'right-answered', 'right-asked-already', 'erase-not-confirmed', 'erase-losses-changed',
  // files
  'file-missing', 'file-empty', 'file-too-large', 'file-no-rows', 'file-not-what-name-says', 'file-unreadable',
  'file-not-utf8', 'file-duplicate-columns', 'file-too-many-columns', 'file-line-too-long', 'file-unpacks-too-large',
  'file-lines-differ', 'file-quotes-broken', 'file-no-columns', 'file-format-unknown', 'file-measuring-took-too-long', 'measuring-broke-off', 'measuring-gave-up', 'marking-column-unfit', 'upload-interrupted', 'storage-full',
  'archive-damaged', 'file-nested-too-deep', 'archive-path-unsafe', 'archive-link', 'archive-nested', 'archive-encrypted', 'archive-too-many-files', 'archive-not-a-table', 'archive-no-table',
  'archive-formats-differ', 'tables-differ', 'upload-unfinished',
  // personal data in a dataset
  'privacy-not-scanned', 'privacy-findings-open', 'privacy-approval-needed', 'privacy-approval-waiting', 'privacy-approval-not-needed', 'privacy-approval-answered', 'privacy-risk-high', 'privacy-private-sale-only',
  'privacy-reason-needed', 'generalisation-type', 'generalisation-nothing-left',
  // catalogue and price
  'revision-not-ready', 'listing-not-published', 'listing-already-published', 'listing-taken-down', 'listing-changed', 'price-out-of-range',
  'price-no-rows', 'price-no-values', 'price-one-row', 'price-one-column', 'price-not-finite', 'proposal-answered', 'price-floor-above-ceiling', 'price-currency-mixed',
  // orders
  'own-listing', 'already-owned', 'price-changed', 'balance-too-low', 'amount-out-of-range', 'licence-not-accepted', 'country-needed', 'region-not-allowed', 'use-not-allowed', 'list-full', 'experiment-running', 'experiment-unlike',
  'plan-not-offered', 'price-on-request', 'plan-twice', 'menu-undercut', 'menu-changed', 'subscription-not-running', 'refund-nothing-paid', 'refund-too-late', 'refund-superseded', 'refund-not-covered', 'refund-buyer-gone',
  // delivery
  'link-expired', 'link-invalid', 'entitlement-revoked', 'bytes-damaged',
  // models
  'alert-not-firing', 'too-little-to-train', 'table-too-long', 'column-unknown', 'column-not-numeric', 'column-alone', 'label-missing', 'cell-not-a-number', 'dictionary-unreadable', 'column-twice', 'quasi-count', 'scoring-not-possible',
  // operations
  'not-ready', 'log-changed',
  // the registry of models
  'stage-not-possible', 'canary-not-proven', 'nothing-to-roll-back', 'contest-answered', 'decision-not-replayable', 'training-underway',
  // revisions
  'revision-retracted', 'dataset-retracted', 'revision-released', 'release-pending', 'notice-too-short',
  // questions to a sample
  'query-not-select', 'query-not-allowed', 'query-wrong', 'query-took-too-long', 'query-needs-too-much-memory', 'query-answer-too-large', 'query-busy', 'sample-missing',
] as const;

export type RefusalCode = (typeof refusalCodes)[number];

/** `field` names the input at fault; `params` fill the sentence (numbers and short strings, never personal data). */
export type Refusal = {
  readonly code: RefusalCode;
  readonly field?: string;
  readonly params?: Readonly<Record<string, string | number>>;
};
