/**
 * direct: names or reaches a person by itself. special: what GDPR 9 and PIPL 28 call special or sensitive (health, biometrics, origin, belief, …).
 * quasi: narrows somebody down together with others, or says nothing of her alone.
 */
export type Category = 'direct' | 'quasi' | 'special';

type ValueRule = {
  readonly category: Category;
  /** The fewest digits a match can have: a value with fewer is not looked at. */
  readonly minDigits: number;
  /** Share of filled cells from which a column counts as holding it, when its name says nothing. What chance alone reaches lies well below. */
  readonly share: number;
  /** So unlikely by chance that even one cell is told. */
  readonly isSure?: true;
};

/** Kinds looked for in every value of a column, whatever its name. All others are looked for where the name of the column speaks for them. */
export const valueRules: ReadonlyMap<string, ValueRule> = new Map([
  ['EMAIL_ADDRESS', { category: 'direct', minDigits: 0, share: 0.01, isSure: true }],
  ['IBAN_CODE', { category: 'direct', minDigits: 4, share: 0.01, isSure: true }],
  ['CN_RESIDENT_ID', { category: 'direct', minDigits: 17, share: 0.01, isSure: true }],
  ['IT_FISCAL_CODE', { category: 'direct', minDigits: 5, share: 0.05 }],
  ['FI_PERSONAL_IDENTITY_CODE', { category: 'direct', minDigits: 9, share: 0.05, isSure: true }],
  ['DE_SOCIAL_SECURITY', { category: 'direct', minDigits: 11, share: 0.3 }],
  ['UK_NINO', { category: 'direct', minDigits: 6, share: 0.05 }],
  ['US_MBI', { category: 'direct', minDigits: 5, share: 0.3 }],
  ['CREDIT_CARD', { category: 'direct', minDigits: 13, share: 0.3 }],
  ['CRYPTO', { category: 'direct', minDigits: 1, share: 0.05, isSure: true }],
  ['PHONE_NUMBER', { category: 'direct', minDigits: 8, share: 0.2 }],
  ['PH_MOBILE_NUMBER', { category: 'direct', minDigits: 10, share: 0.5 }],
  ['IP_ADDRESS', { category: 'direct', minDigits: 1, share: 0.2 }],
  ['MAC_ADDRESS', { category: 'direct', minDigits: 1, share: 0.05 }],
  ['US_SSN', { category: 'direct', minDigits: 9, share: 0.5 }],
  ['IN_AADHAAR', { category: 'direct', minDigits: 12, share: 0.5 }],
  ['PL_PESEL', { category: 'direct', minDigits: 11, share: 0.5 }],
  ['SE_PERSONNUMMER', { category: 'direct', minDigits: 10, share: 0.5 }],
  ['TR_NATIONAL_ID', { category: 'direct', minDigits: 11, share: 0.5 }],
  ['TH_TNIN', { category: 'direct', minDigits: 13, share: 0.5 }],
  ['ZA_ID_NUMBER', { category: 'direct', minDigits: 13, share: 0.5 }],
  ['KR_RRN', { category: 'direct', minDigits: 13, share: 0.5 }],
  ['ES_NIF', { category: 'direct', minDigits: 7, share: 0.5 }],
  ['ES_NIE', { category: 'direct', minDigits: 7, share: 0.3 }],
  ['UK_NHS', { category: 'direct', minDigits: 10, share: 0.5 }],
  ['PERSON', { category: 'direct', minDigits: 0, share: 0.3 }],
  ['LOCATION', { category: 'quasi', minDigits: 1, share: 0.2 }],
  ['HEALTH', { category: 'special', minDigits: 0, share: 0.05 }],
  ['BIOMETRIC', { category: 'special', minDigits: 0, share: 0.05 }],
] satisfies readonly (readonly [string, ValueRule])[]);

/** Kinds that say nothing of a person by themselves: `scan` names them in text, a column is not accused for them. */
export const harmless: ReadonlySet<string> = new Set(['URL', 'DATE_TIME', 'DE_PLZ', 'DE_HANDELSREGISTER', 'AU_ABN', 'AU_ACN', 'CN_SOCIAL_CREDIT_CODE', 'SG_UEN', 'SE_ORGANISATIONSNUMMER', 'KR_BRN', 'IN_GSTIN', 'IT_VAT_CODE', 'DE_VAT_ID', 'UK_POSTCODE', 'ABA_ROUTING_NUMBER', 'DE_BSNR']);
