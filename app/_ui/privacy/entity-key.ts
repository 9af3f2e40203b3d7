const families = {
  person: ['PERSON'], email: ['EMAIL_ADDRESS'], phone: ['PHONE_NUMBER', 'PH_MOBILE_NUMBER', 'TR_PHONE_NUMBER'], address: ['LOCATION', 'UK_POSTCODE'], coordinates: ['COORDINATES'], birth: ['BIRTH_DATE', 'DATE_TIME'],
  passport: ['PASSPORT', 'US_PASSPORT', 'UK_PASSPORT', 'DE_PASSPORT', 'ES_PASSPORT', 'IT_PASSPORT', 'IN_PASSPORT', 'KR_PASSPORT'], driver: ['DRIVER_LICENSE', 'US_DRIVER_LICENSE', 'UK_DRIVING_LICENCE', 'IT_DRIVER_LICENSE', 'KR_DRIVER_LICENSE', 'DE_FUEHRERSCHEIN'],
  plate: ['LICENSE_PLATE', 'DE_KFZ', 'TR_LICENSE_PLATE', 'UK_VEHICLE_REGISTRATION', 'IN_VEHICLE_REGISTRATION', 'NG_VEHICLE_REGISTRATION'], card: ['CREDIT_CARD'], bank: ['BANK_ACCOUNT', 'IBAN_CODE', 'US_BANK_NUMBER'], wallet: ['CRYPTO'],
  medicalRecord: ['MEDICAL_RECORD', 'UK_NHS', 'US_MBI', 'DE_HEALTH_INSURANCE', 'AU_MEDICARE', 'MEDICAL_LICENSE', 'US_NPI'], onlineId: ['ONLINE_ID'], ip: ['IP_ADDRESS'], mac: ['MAC_ADDRESS'], health: ['HEALTH'], biometric: ['BIOMETRIC'], origin: ['ORIGIN'], belief: ['BELIEF'], sexLife: ['SEX_LIFE'], criminal: ['CRIMINAL_RECORD'], photo: ['PHOTO'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type EntityKey = keyof typeof families | 'nationalId';

/** The word a reader knows for a kind of personal data: eighty kinds, two dozen words. What is none of them is a national number. */
export function entityKey(entity: string): EntityKey {
  const found = (Object.entries(families) as [keyof typeof families, readonly string[]][]).find(([, entities]) => entities.includes(entity));
  return found?.[0] ?? 'nationalId';
}
