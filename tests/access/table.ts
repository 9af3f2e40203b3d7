export const people = ['anonymous', 'buyerA', 'buyerB', 'sellerA', 'sellerB', 'auditor', 'administrator'] as const;
export type Person = (typeof people)[number];

const everyone = people;
const nobody: readonly Person[] = [];
const signedIn = people.filter((person) => person !== 'anonymous');
const buyers: readonly Person[] = ['buyerA', 'buyerB', 'sellerA', 'sellerB'];
const sellers: readonly Person[] = ['sellerA', 'sellerB'];
const sellerA: readonly Person[] = ['sellerA'];
const sellerB: readonly Person[] = ['sellerB'];
const buyerB: readonly Person[] = ['buyerB'];
const administrators: readonly Person[] = ['administrator'];
/** Who looks after the log, the consents, the requests and the notices. */
const supervisors: readonly Person[] = ['auditor', 'administrator'];

/** Things that belong to somebody, found in the seeded market when the test runs. */
export type Facts = Readonly<Record<'shopOfSellerB' | 'otherBytesOfSellerB' | 'signedSize' | 'newOfSellerB' | 'soldOfSellerB' | 'peopleOfSellerB' | 'findingOfSellerB' | 'ruleOfSellerB' | 'bytesOfSellerB' | 'sessionOfBuyerB' | 'passkeyOfBuyerB' | 'challengeOfBuyerB' | 'newPasskeyOfBuyerB' | 'rightOfBuyerB' | 'otherRightOfBuyerB' | 'linkOfBuyerB' | 'noticeTitle' | 'noticeBody' | 'slug' | 'sellerSlug' | 'sellerName' | 'price' | 'freeListing' | 'freeLicence' | 'draftOfSellerB' | 'revisionOfSellerB' | 'spareRevisionOfSellerB' | 'entitlementOfBuyerB' | 'listingOfSellerA' | 'revisionOfSellerA' | 'orderOfBuyerB' | 'person' | 'choice' | 'slugOfRevised' | 'numberOfRevised' | 'noticeToken', string>>;

export type Row = {
  /** Who gets through; everybody else is told to sign in, that they may not, or that there is nothing. */
  readonly who: readonly Person[];
  /** Fills the brackets of the address. */
  readonly at?: (facts: Facts) => Readonly<Record<string, string>>;
  readonly query?: string | ((facts: Facts) => string);
  /** A sound body or action input, so that what refuses is the right to do it. Every action and every route that writes has one: who may is told "ok". */
  readonly input?: (facts: Facts) => unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** What only somebody who may is told when the thing itself is not there: nobody else comes so far. */
  readonly reaches?: string;
  /** What somebody who may is told instead of "ok", past the question whether she may. */
  readonly says?: readonly string[];
  /** The journey in which somebody who may does it, because it is long or changes what others look at: here only everybody else tries. */
  readonly provenBy?: string;
};

const key = '00000000-0000-4000-8000-0000000000aa';
const noOne = '00000000-0000-4000-8000-000000000000';
const reason = 'A row of the access matrix';
const octets = { 'content-type': 'application/octet-stream' };
/** An upload asks for its protocol's version before anything else. */
const tus = { 'tus-resumable': '1.0.0' };

/** One row a door. A door without a row fails `npm test`: add it here, and think about who is meant to get through. */
export const accessTable: Readonly<Record<string, Row>> = {
  'page /': { who: everyone }, 'page /search': { who: everyone }, 'page /models': { who: everyone }, 'page /privacy': { who: everyone }, 'page /transparency': { who: everyone }, 'page /why': { who: everyone },
  'page /sign-in': { who: everyone }, 'page /sign-up': { who: everyone }, 'page /forgot-password': { who: everyone }, 'page /new-password': { who: everyone }, 'page /confirm-email': { who: everyone },
  'page /datasets/[slug]': { who: everyone, at: ({ slug }) => ({ slug }) }, 'page /datasets/[slug]/questions': { who: everyone, at: ({ slug }) => ({ slug }) },
  'page /sellers/[slug]': { who: everyone, at: ({ sellerSlug }) => ({ slug: sellerSlug }) }, 'page /[...rest]': { who: nobody, at: () => ({ '...rest': 'there/is/nothing' }) },
  'page /account': { who: signedIn }, 'page /account/privacy': { who: signedIn }, 'page /account/security': { who: signedIn }, 'page /account/contests': { who: signedIn },
  'page /account/data': { who: buyers }, 'page /account/wallet': { who: buyers },
  'page /sell': { who: signedIn }, 'page /sell/new': { who: sellers }, 'page /sell/listings/[id]': { who: sellerA, at: ({ listingOfSellerA }) => ({ id: listingOfSellerA }) }, 'page /sell/listings/[id]/edit': { who: sellerA, at: ({ listingOfSellerA }) => ({ id: listingOfSellerA }) },
  'page /admin': { who: administrators }, 'page /admin/alerts': { who: administrators }, 'page /admin/audit': { who: supervisors }, 'page /admin/consents': { who: supervisors }, 'page /admin/contests': { who: administrators },
  'page /admin/listings': { who: administrators }, 'page /admin/models': { who: administrators }, 'page /admin/models/[model]': { who: administrators, at: () => ({ model: 'next-item' }) }, 'page /admin/models/runs': { who: administrators },
  'page /admin/models/versions': { who: administrators }, 'page /admin/orders': { who: administrators }, 'page /admin/outbox': { who: administrators }, 'page /admin/users': { who: supervisors },
  'page /admin/users/[person]': { who: supervisors, at: ({ person }) => ({ person }) },

  'GET /': { who: everyone }, 'GET /.well-known/gpc.json': { who: everyone }, 'GET /api/health/live': { who: everyone }, 'GET /api/health/ready': { who: everyone }, 'GET /api/me': { who: everyone }, 'GET /api/models': { who: everyone },
  'GET /api/consent': { who: everyone }, 'POST /api/consent': { who: everyone, input: ({ noticeToken }) => ({ noticeToken, choices: {}, surface: 'privacy-page' }) }, 'POST /api/events': { who: everyone, input: ({ freeListing }) => ({ events: [{ kind: 'VIEW', listingId: freeListing }] }) }, 'GET /api/recommendations': { who: everyone },
  'GET /api/transparency/checkpoint': { who: everyone }, 'GET /api/transparency/consistency': { who: everyone, query: ({ signedSize }) => `?from=${signedSize}&to=${signedSize}` }, 'GET /api/transparency/keys': { who: everyone }, 'GET /api/samples/[slug]': { who: everyone, at: ({ slug }) => ({ slug }) }, 'GET /api/questions/[slug]': { who: everyone, at: ({ slug }) => ({ slug }), query: '?sql=select%20count(*)%20from%20sample' },
  'GET /api/auth/[...nextauth]': { who: everyone, at: () => ({ '...nextauth': 'providers' }) }, 'POST /api/auth/[...nextauth]': { who: everyone, at: () => ({ '...nextauth': '_log' }) },
  'GET /api/metrics': { who: nobody }, 'GET /api/alerts': { who: administrators }, 'GET /api/training': { who: administrators },
  'GET /api/downloads/[token]': { who: buyerB, at: ({ linkOfBuyerB }) => ({ token: linkOfBuyerB }) }, 'HEAD /api/downloads/[token]': { who: everyone, at: ({ linkOfBuyerB }) => ({ token: linkOfBuyerB }), says: ['405'] },
  'GET /api/owned/[listingId]': { who: everyone, at: ({ listingOfSellerA }) => ({ listingId: listingOfSellerA }) },
  'GET /api/receipts/orders/[orderId]': { who: ['buyerB'], at: ({ orderOfBuyerB }) => ({ orderId: orderOfBuyerB }) }, 'GET /api/receipts/consent': { who: everyone },
  'POST /api/uploads': { who: sellers, query: '?name=of-the-matrix.csv&locale=en', headers: octets, input: ({ bytesOfSellerB }) => `port,depth\n${bytesOfSellerB.length},2\n3,4\n5,6\n` }, 'GET /api/uploads/[revisionId]': { who: sellerA, at: ({ revisionOfSellerA }) => ({ revisionId: revisionOfSellerA }) },
  'POST /api/uploads/tus/[[...id]]': { who: sellers, headers: { ...tus, 'upload-length': '12' } }, 'PATCH /api/uploads/tus/[[...id]]': { who: sellerB, at: ({ bytesOfSellerB }) => ({ '[...id]': bytesOfSellerB }), headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' }, input: () => 'port,depth\n1,2\n3,4\n' }, 'HEAD /api/uploads/tus/[[...id]]': { who: sellerB, at: ({ bytesOfSellerB }) => ({ '[...id]': bytesOfSellerB }), headers: tus },
  'POST /api/uploads/finish': { who: sellerB, input: ({ bytesOfSellerB }) => ({ files: [{ uploadId: bytesOfSellerB, fileName: 'resumed.csv' }] }) },
  'DELETE /api/uploads/tus/[[...id]]': { who: sellerB, at: ({ otherBytesOfSellerB }) => ({ '[...id]': otherBytesOfSellerB }), headers: tus }, 'OPTIONS /api/uploads/tus/[[...id]]': { who: everyone, headers: tus },
  'POST /api/step-up': { who: signedIn, input: () => ({ password: 'not the password' }), says: ['credentials-wrong'] }, 'POST /api/passkeys': { who: everyone, input: () => ({ purpose: 'sign-in' }) },

  'action signUpAction': { who: everyone, input: ({ noticeToken }) => ({ email: 'access-matrix@mail.example', password: 'lighthouse keeper 47', locale: 'en', noticeToken }) }, 'POST /api/notices/shown': { who: signedIn, input: ({ noticeToken }) => ({ noticeToken, surface: 'purchase' }) },
  'action askPasswordResetAction': { who: everyone, input: () => ({ email: 'nobody@mail.example' }) },
  'action resetPasswordAction': { who: everyone, input: () => ({ token: 'a'.repeat(43), password: 'lighthouse keeper 47' }), says: ['mail-link-spent'] }, 'action confirmEmailAction': { who: everyone, input: () => ({ token: 'a'.repeat(43) }), says: ['mail-link-spent'] },
  'action revokeSessionAction': { who: buyerB, input: ({ sessionOfBuyerB }) => ({ sessionId: sessionOfBuyerB }) }, 'action removePasskeyAction': { who: buyerB, input: ({ passkeyOfBuyerB }) => ({ id: passkeyOfBuyerB }) },
  'action changeEmailAction': { who: signedIn, input: () => ({ email: 'access-matrix@mail.example' }) }, 'action askEmailConfirmationAction': { who: signedIn, input: () => ({}) }, 'action changePasswordAction': { who: signedIn, input: () => ({ current: 'not the password', password: 'lighthouse keeper 48' }), says: ['credentials-wrong'] },
  'action startTotpAction': { who: signedIn, input: () => ({}) }, 'action confirmTotpAction': { who: signedIn, input: () => ({ code: '000000' }), says: ['second-factor-wrong'] }, 'action removeTotpAction': { who: signedIn, input: () => ({}) }, 'action renewRecoveryCodesAction': { who: signedIn, input: () => ({}), says: ['enrolment-not-started'] },
  'action addPasskeyAction': { who: signedIn, input: ({ challengeOfBuyerB, newPasskeyOfBuyerB }) => ({ challengeId: challengeOfBuyerB, name: 'Of the matrix', response: JSON.parse(newPasskeyOfBuyerB) as unknown }), says: ['passkey-refused', 'enrolment-not-started'] }, 'action endOtherSessionsAction': { who: signedIn, input: () => ({}) },
  'action revealIdentityAction': { who: administrators, input: ({ person }) => ({ person, reason }) }, 'action changeRoleAction': { who: administrators, input: ({ person }) => ({ person, role: 'ADMIN', isGranted: false, reason }) },
  'action changeStatusAction': { who: administrators, input: ({ person }) => ({ person, status: 'ACTIVE', reason }) },
  'action verifyAuditAction': { who: supervisors, input: () => null }, 'action trainModelsAction': { who: administrators, input: () => null, provenBy: 'admin.spec.ts' },
  'action stageVersionAction': { who: administrators, input: () => ({ versionId: noOne, to: 'RETIRED', reason }), reaches: 'not-found' }, 'action rollBackAction': { who: administrators, input: () => ({ model: 'next-action', reason }), says: ['nothing-to-roll-back'] }, 'action replayDecisionAction': { who: administrators, input: () => ({ decisionId: noOne }), reaches: 'not-found' },
  'action acknowledgeAlertAction': { who: administrators, input: () => ({ alertId: noOne, reason }), says: ['alert-not-firing'] }, 'action silenceRuleAction': { who: administrators, input: () => ({ ruleId: noOne, hours: 1, reason }), reaches: 'not-found' }, 'action saveRuleAction': { who: administrators, input: () => ({ model: 'exchange', metric: 'refused', parameters: { kind: 'threshold', statistic: 'mean', comparison: 'above', value: 1, minCount: 20 }, severity: 'WARNING', windowSeconds: 600, forSeconds: 0, isEnabled: false }) }, 'action testRuleAction': { who: administrators, input: () => ({ ruleId: noOne }), reaches: 'not-found' }, 'action answerContestAction': { who: administrators, input: () => ({ contestId: noOne, state: 'UPHELD', answer: reason }), reaches: 'not-found' },
  'action placeOrderAction': { who: buyers, input: ({ freeListing, freeLicence }) => ({ listingId: freeListing, licenceSha256: freeLicence, quotedMinor: 0, idempotencyKey: key }), says: ['already-owned', 'own-listing'] }, 'action topUpAction': { who: buyers, input: () => ({ amountMinor: 100, idempotencyKey: key }) }, 'action grantDownloadAction': { who: ['buyerB'], input: ({ entitlementOfBuyerB }) => ({ entitlementId: entitlementOfBuyerB }) }, 'action openContestAction': { who: signedIn, input: () => ({ kind: 'ranking', objectId: '', statement: reason }) },
  'action becomeSellerAction': { who: signedIn, input: ({ sellerName }) => ({ name: sellerName, about: '' }), says: ['seller-name-taken', 'already-seller'] }, 'action draftListingAction': { who: sellerB, input: ({ revisionOfSellerB }) => ({ revisionId: revisionOfSellerB, title: 'A row of the matrix', category: 'mobility', licenceCode: 'US-PD' }) }, 'action repriceListingAction': { who: sellerA, input: ({ listingOfSellerA, price }) => ({ listingId: listingOfSellerA, priceMinor: Number(price) }) }, 'action editListingAction': { who: sellerA, input: ({ listingOfSellerA }) => ({ listingId: listingOfSellerA, seenSha256: '0'.repeat(64), title: 'A row of the matrix', subtitle: '', description: '', category: 'mobility', sourceName: '', sourceUrl: '' }), says: ['listing-changed'] }, 'action publishListingAction': { who: sellerB, input: ({ draftOfSellerB }) => ({ listingId: draftOfSellerB, priceMinor: 100 }) }, 'action takeDownListingAction': { who: administrators, input: ({ draftOfSellerB }) => ({ listingId: draftOfSellerB, reason: 'Looked at by an administrator.' }) }, 'action allowListingAgainAction': { who: administrators, input: ({ draftOfSellerB }) => ({ listingId: draftOfSellerB, reason: 'Looked at by an administrator.' }) }, 'action withdrawListingAction': { who: sellerB, input: ({ draftOfSellerB }) => ({ listingId: draftOfSellerB }) }, 'action discardRevisionAction': { who: sellerB, input: ({ spareRevisionOfSellerB }) => ({ revisionId: spareRevisionOfSellerB }) },

  'page /account/cart': { who: buyers }, 'page /account/saved': { who: buyers }, 'page /quality': { who: everyone }, 'page /datasets/[slug]/report': { who: everyone, at: ({ slug }) => ({ slug }) },
  'page /sell/listings/[id]/studio': { who: sellerA, at: ({ listingOfSellerA }) => ({ id: listingOfSellerA }) },
  'GET /api/companions': { who: everyone, query: ({ listingOfSellerA }) => `?listingId=${listingOfSellerA}` }, 'GET /api/lists': { who: everyone }, 'POST /api/lists': { who: buyers, input: ({ listingOfSellerA }) => ({ listingId: listingOfSellerA, list: 'saved', isListed: false }) },
  'GET /api/dictionaries/[slug]': { who: everyone, at: ({ slug }) => ({ slug }) }, 'GET /api/columns/[revisionId]': { who: sellerB, at: ({ revisionOfSellerB }) => ({ revisionId: revisionOfSellerB }) },
  'page /sell/revisions/[id]/columns': { who: sellerB, at: ({ revisionOfSellerB }) => ({ id: revisionOfSellerB }) }, 'action describeColumnsAction': { who: sellerB, input: ({ revisionOfSellerB }) => ({ revisionId: revisionOfSellerB, columns: [{ name: 'depth', description: 'Of the matrix', unit: 'm' }] }) },
  'GET /api/prices/[listingId]': { who: everyone, at: ({ listingOfSellerA }) => ({ listingId: listingOfSellerA }) },
  'GET /api/uploads/[revisionId]/progress': { who: sellerA, at: ({ revisionOfSellerA }) => ({ revisionId: revisionOfSellerA }) },
  'action requestOfferAction': { who: buyers, input: ({ shopOfSellerB }) => ({ listingId: shopOfSellerB, buyerClass: 'ACADEMIC', need: 'A thousand rows for a class.' }), says: ['own-listing'] }, 'action answerRequestsAction': { who: sellerB, input: ({ shopOfSellerB }) => ({ answer: 'DECLINE', listingId: shopOfSellerB, buyerClass: 'ACADEMIC', reason }) }, 'action cancelSubscriptionAction': { who: buyers, input: () => ({ subscriptionId: noOne }), reaches: 'not-found' }, 'action checkOutAction': { who: buyers, input: ({ freeListing, freeLicence }) => ({ items: [{ listingId: freeListing, licenceSha256: freeLicence, quotedMinor: 0 }], idempotencyKey: key }) }, 'action declareFrequencyAction': { who: sellerB, input: ({ revisionOfSellerB }) => ({ revisionId: revisionOfSellerB, frequency: null }) }, 'action declareRuleAction': { who: sellerB, input: ({ revisionOfSellerB }) => ({ revisionId: revisionOfSellerB, rule: { kind: 'not-null', column: 'depth' } }) },
  'action removeRuleAction': { who: sellerB, input: ({ revisionOfSellerB, ruleOfSellerB }) => ({ revisionId: revisionOfSellerB, ruleId: ruleOfSellerB }) }, 'action saveMenuAction': { who: sellerB, input: ({ shopOfSellerB }) => ({ listingId: shopOfSellerB, plans: [{ kind: 'ON_REQUEST' }] }) }, 'page /sell/bundles': { who: sellers }, 'page /bundles/[id]': { who: nobody, at: () => ({ id: noOne }) }, 'action saveBundleAction': { who: sellers, input: ({ listingOfSellerA }) => ({ title: 'Of the matrix', listingIds: [listingOfSellerA, noOne] }), reaches: 'not-found' }, 'action retireBundleAction': { who: sellers, input: () => ({ bundleId: noOne }), reaches: 'not-found' }, 'action buyBundleAction': { who: buyers, input: () => ({ bundleId: noOne, quotedMinor: 0, idempotencyKey: key, licences: [{ listingId: noOne, licenceSha256: '0'.repeat(64) }] }), reaches: 'not-found' }, 'action savePricePolicyAction': { who: sellerA, input: ({ listingOfSellerA }) => ({ listingId: listingOfSellerA, floorMinor: null, ceilingMinor: null, isAutomatic: false, isExploring: false }) }, 'action answerProposalAction': { who: sellers, input: () => ({ proposalId: noOne, answer: 'DISMISSED' }), reaches: 'not-found' }, 'action nameLabelAction': { who: sellerB, input: ({ revisionOfSellerB }) => ({ revisionId: revisionOfSellerB, column: null }) }, 'action setListedAction': { who: buyers, input: ({ listingOfSellerA }) => ({ listingId: listingOfSellerA, list: 'saved', isListed: false }) }, 'action whatIfAction': { who: sellerB, input: ({ revisionOfSellerB }) => ({ revisionId: revisionOfSellerB, category: 'mobility', licenceCode: 'US-PD' }) },

  'page /admin/models/experiments': { who: administrators }, 'page /admin/models/pricing': { who: administrators }, 'action simulatePricingAction': { who: administrators, input: () => ({ shape: 'two groups of buyers' }) }, 'page /admin/privacy': { who: administrators }, 'page /stop-mail': { who: everyone },
  'action answerApprovalAction': { who: administrators, input: () => ({ approvalId: noOne, state: 'REFUSED', answer: reason }), reaches: 'not-found' }, 'action startExperimentAction': { who: administrators, input: () => ({ control: 'nobody', treatment: 'nothing', reason }), says: ['experiment-unlike'] }, 'action stopExperimentAction': { who: administrators, input: () => ({ experimentId: noOne }), reaches: 'not-found' }, 'action setDigestWishAction': { who: buyers, input: () => ({ isWanted: false }) }, 'action declareTermsAction': { who: buyers, input: () => ({ country: null, uses: [] }) }, 'action stopDigestAction': { who: everyone, input: () => ({ token: `p1_${'A'.repeat(22)}` }) },
  'action applyGeneralisationAction': { who: sellerB, input: ({ peopleOfSellerB }) => ({ revisionId: peopleOfSellerB, steps: [{ kind: 'drop', column: 'mail' }], suppressBelow: 1 }) }, 'action chooseQuasiAction': { who: sellerB, input: ({ revisionOfSellerB }) => ({ revisionId: revisionOfSellerB, quasi: [], sensitive: null, isAboutPeople: false, reason: '' }) }, 'action chooseVisibilityAction': { who: sellerB, input: ({ revisionOfSellerB }) => ({ revisionId: revisionOfSellerB, columns: {}, minTopCount: 1 }) }, 'action decideFindingAction': { who: sellerB, input: ({ findingOfSellerB }) => ({ findingId: findingOfSellerB, verdict: 'CONFIRMED', reason }) }, 'action requestApprovalAction': { who: sellerB, input: ({ peopleOfSellerB }) => ({ revisionId: peopleOfSellerB, lawfulBasis: 'consent', provenance: { notice: 'before', collection: 'from-people', territories: ['DE'] }, statement: 'A row of the access matrix asks.' }) }, 'action tryGeneralisationAction': { who: sellerB, input: ({ revisionOfSellerB }) => ({ revisionId: revisionOfSellerB, steps: [], suppressBelow: 1 }) },

  // Revisions, rights over one's own data, consents and the signed log.
  'page /datasets/[slug]/compare': { who: everyone, at: ({ slugOfRevised }) => ({ slug: slugOfRevised }) }, 'page /sell/listings/[id]/compare': { who: sellerA, at: ({ listingOfSellerA }) => ({ id: listingOfSellerA }) },
  'action chooseMarkingAction': { who: sellerB, input: ({ shopOfSellerB }) => ({ listingId: shopOfSellerB, columns: ['depth'] }), says: ['marking-column-unfit'] },
  'action compareReleasedAction': { who: signedIn, input: ({ slugOfRevised }) => ({ slug: slugOfRevised, from: 1, to: 2 }) }, 'action compareOwnAction': { who: sellerB, input: ({ shopOfSellerB }) => ({ listingId: shopOfSellerB, from: 1, to: 2 }) },
  'page /datasets/[slug]/revisions/[number]': { who: everyone, at: ({ slugOfRevised, numberOfRevised }) => ({ slug: slugOfRevised, number: numberOfRevised }) }, 'page /privacy/[version]': { who: everyone, at: () => ({ version: '1' }) },
  'page /account/rights': { who: signedIn }, 'page /sell/contacts': { who: sellers }, 'page /sell/listings/[id]/revisions': { who: sellerA, at: ({ listingOfSellerA }) => ({ id: listingOfSellerA }) },
  'page /admin/audit/[seq]': { who: supervisors, at: () => ({ seq: '1' }) }, 'page /admin/notices': { who: supervisors }, 'page /admin/rights': { who: supervisors },
  'GET /api/audit/state': { who: supervisors }, 'GET /api/audit/events/[seq]': { who: supervisors, at: () => ({ seq: '1' }) }, 'GET /api/audit/export': { who: supervisors, query: '?format=csv' },
  'GET /api/consents/[choiceId]': { who: supervisors, at: ({ choice }) => ({ choiceId: choice }) }, 'GET /api/consents/export': { who: supervisors, query: '?format=csv' },
  'GET /api/notices/[code]/[version]': { who: everyone, at: () => ({ code: 'privacy', version: '1' }) },
  'GET /api/rights/[requestId]/receipt': { who: buyerB, at: ({ rightOfBuyerB }) => ({ requestId: rightOfBuyerB }) }, 'GET /api/rights/export': { who: signedIn, query: '?format=json' },
  'POST /api/scores/[listingId]': { who: buyers, at: ({ listingOfSellerA }) => ({ listingId: listingOfSellerA }), query: '?name=a.csv&label=b', headers: octets, input: () => 'a,b\n1,2\n3,4\n', says: ['scoring-not-possible'] },
  'action answerRightAction': { who: administrators, input: ({ rightOfBuyerB }) => ({ requestId: rightOfBuyerB, isGranted: true, answer: reason }) }, 'action askRightAction': { who: signedIn, input: () => ({ kind: 'RECTIFICATION', statement: reason }), says: ['right-asked-already'] },
  'action withdrawRightAction': { who: buyerB, input: ({ otherRightOfBuyerB }) => ({ requestId: otherRightOfBuyerB }) }, 'action eraseSelfAction': { who: signedIn, input: () => ({ confirmation: 'no', walletMinor: 0, sellerBalanceMinor: 0, subscriptionCount: 0 }), says: ['erase-not-confirmed'] },
  'action shareWithSellerAction': { who: signedIn.filter((person) => person !== 'sellerA'), input: ({ noticeToken, sellerSlug }) => ({ noticeToken, seller: sellerSlug, isGiven: false }) }, 'action seeNoticesAction': { who: buyers, input: () => ({}) }, 'action pinRevisionAction': { who: buyerB, input: ({ entitlementOfBuyerB }) => ({ entitlementId: entitlementOfBuyerB, revisionId: null }) },
  'action saveDraftAction': { who: administrators, input: ({ noticeTitle, noticeBody }) => ({ locale: 'en', title: noticeTitle, body: noticeBody }) }, 'action publishNoticeAction': { who: administrators, input: () => ({ isMaterial: false, sha256: { en: '0'.repeat(64), zh: '0'.repeat(64) } }), says: ['notice-unchanged'] },
  'action releaseRevisionAction': { who: sellerB, input: ({ newOfSellerB }) => ({ revisionId: newOfSellerB, notes: '', keyNames: null, noticeDays: 7 }) }, 'action retractRevisionAction': { who: sellerB, input: ({ soldOfSellerB }) => ({ revisionId: soldOfSellerB, reason }) },
  'action cancelReleaseAction': { who: sellerB, input: ({ newOfSellerB }) => ({ revisionId: newOfSellerB }) },

  'action refundOrderAction': { who: administrators, input: () => ({ orderId: noOne, reason }), reaches: 'not-found' }, 'action refundSaleAction': { who: sellers, input: () => ({ orderId: noOne, reason }), reaches: 'not-found' },

  // What is no address of the API.
  'GET /api/[[...path]]': { who: nobody, at: () => ({ '[...path]': 'no-such-thing' }) }, 'HEAD /api/[[...path]]': { who: nobody, at: () => ({ '[...path]': 'no-such-thing' }) }, 'POST /api/[[...path]]': { who: nobody, at: () => ({ '[...path]': 'no-such-thing' }) },
  'PUT /api/[[...path]]': { who: nobody, at: () => ({ '[...path]': 'no-such-thing' }) }, 'PATCH /api/[[...path]]': { who: nobody, at: () => ({ '[...path]': 'no-such-thing' }) }, 'DELETE /api/[[...path]]': { who: nobody, at: () => ({ '[...path]': 'no-such-thing' }) },
};
