type Decided = { readonly purpose: string; readonly decision: 'GIVEN' | 'REFUSED' | 'WITHDRAWN' | 'EXPIRED'; readonly expiresAt: Date | null };
export type RecordFacts = {
  readonly choiceId: string;
  readonly subject: string;
  readonly at: Date;
  readonly notice: { readonly code: string; readonly version: number; readonly sha256: string; readonly locale: string };
  readonly events: readonly Decided[];
  readonly surface: string;
  readonly hasGpcSignal: boolean;
  readonly site: string;
  readonly controller: { readonly name: string; readonly contact: string; readonly country: string };
  /** The one seller who may receive something, where that was the question. */
  readonly recipient: { readonly name: string; readonly address: string } | null;
};

type PurposeFacts = { readonly iri: string; readonly description: string; readonly data: readonly string[]; readonly retention: string; readonly operations: readonly string[] };

/** What each purpose is in the Data Privacy Vocabulary (https://w3id.org/dpv). */
const purposeFacts: Readonly<Record<string, PurposeFacts>> = {
  personalisation: { iri: 'dpv:ProvidePersonalisedRecommendations', description: 'Recommendations and predictions from which datasets the person looked at, saved, dismissed and bought', data: ['Datasets viewed, saved, dismissed and bought, with time, under a pseudonym', 'Keyed pseudonym of network address and dataset together'], retention: 'P180D', operations: ['dpv:Collect', 'dpv:Store', 'dpv:Profiling'] },
  'market-statistics': { iri: 'dpv:ServiceUsageAnalytics', description: 'Figures about demand that at least five people are in', data: ['Datasets viewed and bought, counted', 'Keyed pseudonym of network address and dataset together'], retention: 'P180D', operations: ['dpv:Collect', 'dpv:Store', 'dpv:Analyse'] },
  'share-with-seller': { iri: 'dpv:CommunicationManagement', description: 'The named seller may write to the buyer about what she bought', data: ['E-mail address'], retention: 'Until withdrawn', operations: ['dpv:Disclose'] },
};

const statuses = { GIVEN: 'dpv:ConsentGiven', REFUSED: 'dpv:ConsentRefused', WITHDRAWN: 'dpv:ConsentWithdrawn', EXPIRED: 'dpv:ConsentExpired' } as const;

/**
 * A consent record as ISO/IEC TS 27560:2023 orders it (header, processing, parties, events), in the JSON-LD of the W3C guide "Implementing ISO/IEC TS 27560
 * with DPV". Every field that is mandatory there is present. Of the person it holds a pseudonym only.
 */
export function consentRecord(facts: RecordFacts): Readonly<Record<string, unknown>> {
  const { choiceId, subject, at, notice, events, site, controller, recipient } = facts;
  const time = at.toISOString();
  const receivers = recipient === null ? [] : [{ '@id': recipient.address, '@type': 'dpv:ThirdParty', 'dpv:hasName': recipient.name, 'dpv:hasContact': recipient.address }];
  return {
    '@context': { dpv: 'https://w3id.org/dpv#', dct: 'http://purl.org/dc/terms/', 'eu-gdpr': 'https://w3id.org/dpv/legal/eu/gdpr#', iso27560: 'https://w3id.org/dpv/schema/27560#' },
    '@id': `${site}/consents/${choiceId}`, '@type': ['dpv:ConsentRecord', 'dpv:ConsentReceipt'],
    'dct:conformsTo': 'ISO/IEC TS 27560:2023', 'dct:identifier': choiceId, 'dct:created': time,
    'dpv:hasDataSubject': { '@id': subject, '@type': 'dpv:DataSubject' },
    'dpv:hasNotice': { '@id': `${site}/${notice.locale}/privacy/${notice.version}`, '@type': 'dpv:ConsentNotice', 'dct:language': notice.locale, 'dct:hasVersion': `${notice.code}/${notice.version}`, 'dpv:hasHash': `sha256:${notice.sha256}` },
    'dpv:hasProcess': events.map(({ purpose, decision, expiresAt }) => {
      const known = purposeFacts[purpose];
      return {
        '@type': 'dpv:Process', 'dpv:hasPurpose': { '@type': known?.iri ?? 'dpv:Purpose', 'dct:identifier': purpose, 'dct:description': known?.description ?? purpose },
        'dpv:hasLegalBasis': 'dpv:Consent', 'dpv:hasPersonalData': (known?.data ?? []).map((name) => ({ '@type': 'dpv:PersonalData', 'dct:title': name, 'iso27560:piiType': 'dpv:NonSpecialCategoryPersonalData', 'dpv:isOptional': true })),
        'dpv:hasProcessing': known?.operations ?? [], 'dpv:hasCollectionMethod': 'dpv:CollectedFromDataSubject', 'dpv:hasProcessingMethod': 'dpv:AutomatedProcessing',
        'dpv:hasStorageCondition': { 'dpv:hasLocation': controller.country || 'Where the operator runs this exchange', 'dpv:hasDuration': known?.retention ?? '' },
        'dpv:hasRecipientThirdParty': receivers, 'dpv:hasJurisdiction': controller.country || 'Not stated by the operator',
        'dpv:hasRight': ['A7-3', 'A15', 'A16', 'A17', 'A18', 'A20', 'A21', 'A22'].map((article) => `eu-gdpr:${article}`),
        'dpv:hasWithdrawalMethod': { '@id': `${site}/${notice.locale}/privacy`, 'dct:description': 'One switch on the privacy page; counts from the next request on' },
        'dpv:hasConsentStatus': { '@type': statuses[decision], 'dct:date': time, ...(expiresAt === null ? {} : { 'dct:valid': expiresAt.toISOString() }) },
      };
    }),
    'dpv:hasDataController': { '@id': site, '@type': 'dpv:DataController', 'dpv:hasName': controller.name || site, 'dpv:hasAddress': site, 'dpv:hasContact': controller.contact || `${site}/${notice.locale}/privacy` },
    'dpv:hasRecipient': receivers,
    'iso27560:event': [{ 'dct:date': time, 'dpv:isIndicatedBy': subject, 'dpv:hasIndicationMethod': facts.surface, 'iso27560:globalPrivacyControl': facts.hasGpcSignal }],
  };
}
