/**
 * Every column whose text is sealed under a root key: what `keys rotate` writes anew, and all of it. `key` is part of the derivation and
 * `context` of what a ciphertext is bound to; neither may change for what is stored.
 */
export type SealedColumn = { readonly table: string; readonly column: string; readonly id: string; readonly key: string; readonly context: string };

/** Bound to the pseudonym of the row and to the name the table had when these were first sealed: both stay. */
const identity = (name: string, key: string): SealedColumn => ({ table: 'Identity', column: name, id: 'accountId', key, context: `Account|${name}` });
const column = (table: string, name: string, key: string): SealedColumn => ({ table, column: name, id: 'id', key, context: `${table}|${name}` });

export const sealedColumns = {
  accountEmail: identity('emailCipher', 'Account.email'),
  totp: identity('totpCipher', 'Account.totp'),
  totpPending: identity('totpPendingCipher', 'Account.totp'),
  tokenAddress: column('AccountToken', 'addressCipher', 'AccountToken.address'),
  subjectKey: { ...column('SubjectKey', 'wrapped', 'SubjectKey'), id: 'subject' },
  mailRecipient: { ...column('OutboxMail', 'recipientCipher', 'OutboxMail'), context: 'OutboxMail|recipient' },
  mailSubject: { ...column('OutboxMail', 'subjectCipher', 'OutboxMail'), context: 'OutboxMail|subject' },
  mailBody: { ...column('OutboxMail', 'bodyCipher', 'OutboxMail'), context: 'OutboxMail|body' },
} as const;
