declare const accountBrand: unique symbol;

/** The pseudonym a person's own rows name her by. Her id stands in the vault alone; what leaves lib is a pseudonym of this one, per purpose. */
export type AccountId = string & { readonly [accountBrand]: true };

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function toAccountId(value: string): AccountId {
  if (!uuid.test(value)) throw new RangeError('An account id is a lower-case UUID');
  return value as AccountId;
}
