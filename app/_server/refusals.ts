import type { RefusalCode } from '@/lib/shared/refusal';

/** Every expected refusal and its HTTP status, for routes and actions alike. The compiler asks for a row per code. */
export const refusalStatus = {
  'sign-in-needed': 401, 'not-allowed': 403, 'not-found': 404, 'too-many-attempts': 429, 'cross-origin': 403, 'step-up-needed': 403,
  'input-invalid': 400, 'input-too-large': 413, 'media-type': 415, 'method-not-allowed': 405,
  'credentials-wrong': 401, 'password-too-common': 422, 'seller-name-taken': 409, 'already-seller': 409,
  'second-factor-needed': 401, 'second-factor-wrong': 401, 'mail-link-spent': 410, 'passkey-refused': 401, 'passkeys-full': 409, 'enrolment-not-started': 409, 'last-administrator': 409,
  'notice-outdated': 409, 'consent-needed': 403, 'notice-incomplete': 422, 'notice-unchanged': 409, 'notice-says-anonymous': 422, 'notice-needed': 409, 'gpc-conflict': 409, 'right-answered': 409, 'right-asked-already': 409, 'erase-not-confirmed': 422, 'erase-losses-changed': 409,
  'file-missing': 400, 'file-empty': 422, 'file-too-large': 413, 'file-no-rows': 422, 'file-not-what-name-says': 422, 'file-unreadable': 422,
  'file-not-utf8': 422, 'file-duplicate-columns': 422, 'file-too-many-columns': 422, 'file-line-too-long': 422, 'file-unpacks-too-large': 422,
  'file-lines-differ': 422, 'file-quotes-broken': 422, 'file-no-columns': 422,
  'file-format-unknown': 415, 'file-measuring-took-too-long': 422, 'measuring-broke-off': 503, 'measuring-gave-up': 422, 'marking-column-unfit': 422, 'upload-interrupted': 400, 'storage-full': 507,
  'archive-damaged': 422, 'file-nested-too-deep': 422, 'archive-path-unsafe': 422, 'archive-link': 422, 'archive-nested': 422, 'archive-encrypted': 422, 'archive-too-many-files': 422, 'archive-not-a-table': 422, 'archive-no-table': 422,
  'archive-formats-differ': 422, 'tables-differ': 422, 'upload-unfinished': 409,
  'privacy-not-scanned': 409, 'privacy-findings-open': 409, 'privacy-approval-needed': 409, 'privacy-approval-waiting': 409, 'privacy-approval-not-needed': 409, 'privacy-approval-answered': 409, 'privacy-risk-high': 409, 'privacy-private-sale-only': 409,
  'privacy-reason-needed': 422, 'generalisation-type': 422, 'generalisation-nothing-left': 422,
  'revision-not-ready': 409, 'listing-not-published': 409, 'listing-already-published': 409, 'listing-taken-down': 409, 'listing-changed': 409, 'price-out-of-range': 422,
  'price-no-rows': 422, 'price-no-values': 422, 'price-one-row': 422, 'price-one-column': 422, 'proposal-answered': 409, 'price-not-finite': 422, 'price-floor-above-ceiling': 422, 'price-currency-mixed': 422,
  'own-listing': 409, 'already-owned': 409, 'price-changed': 409, 'balance-too-low': 409, 'amount-out-of-range': 422, 'licence-not-accepted': 422, 'country-needed': 422, 'region-not-allowed': 403, 'use-not-allowed': 403, 'list-full': 409, 'experiment-running': 409, 'experiment-unlike': 422,
  'plan-not-offered': 404, 'price-on-request': 409, 'plan-twice': 422, 'menu-undercut': 422, 'menu-changed': 409, 'subscription-not-running': 409, 'refund-nothing-paid': 409, 'refund-too-late': 409, 'refund-superseded': 409, 'refund-not-covered': 409, 'refund-buyer-gone': 409,
  'link-expired': 410, 'link-invalid': 404, 'entitlement-revoked': 403, 'bytes-damaged': 500,
  'alert-not-firing': 409, 'too-little-to-train': 409, 'table-too-long': 422, 'column-unknown': 422, 'column-not-numeric': 422, 'column-alone': 422, 'label-missing': 422, 'cell-not-a-number': 422, 'dictionary-unreadable': 422, 'column-twice': 422, 'quasi-count': 422, 'scoring-not-possible': 422,
  'not-ready': 503, 'log-changed': 409,
  'stage-not-possible': 409, 'canary-not-proven': 409, 'nothing-to-roll-back': 409, 'contest-answered': 409, 'decision-not-replayable': 410, 'training-underway': 409,
  'revision-retracted': 410, 'dataset-retracted': 410, 'revision-released': 409, 'release-pending': 409, 'notice-too-short': 422,
  'query-not-select': 422, 'query-not-allowed': 422, 'query-wrong': 422, 'query-took-too-long': 422, 'query-needs-too-much-memory': 422, 'query-answer-too-large': 422, 'query-busy': 503, 'sample-missing': 404,
} as const satisfies Record<RefusalCode, number>;
