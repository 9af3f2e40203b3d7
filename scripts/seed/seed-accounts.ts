import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { PrismaClient, Role } from '@/lib/db';
import { createDemoAccount } from '@/lib/identity';
import type { AccountId } from '@/lib/shared/ids';
import { demoSellers, type SellerKey } from './sellers';

const loginsShape = z.array(z.object({ role: z.enum(['buyer', 'seller', 'administrator', 'auditor']), email: z.email(), password: z.string() }));
const rolesOf: Readonly<Record<'buyer' | 'seller' | 'administrator' | 'auditor', readonly Role[]>> = { buyer: ['BUYER'], seller: ['BUYER', 'SELLER'], administrator: ['ADMIN'], auditor: ['AUDITOR'] };

export type DemoAccounts = {
  readonly buyer: AccountId;
  readonly administrator: AccountId;
  readonly sellers: Readonly<Record<SellerKey, AccountId>>;
  /** Invented people nobody can sign in as. */
  readonly crowd: readonly AccountId[];
};

/** Makes what is missing: the logins that `npm start` prints, the other sellers, and a crowd of buyers. */
export async function seedAccounts(db: PrismaClient, { crowdSize }: { readonly crowdSize: number }): Promise<DemoAccounts> {
  const logins = loginsShape.parse(JSON.parse(await readFile(new URL('../demo-logins.json', import.meta.url), 'utf8')));
  const made = new Map<string, AccountId>();
  for (const { role, email, password } of logins) {
    const seller = role === 'seller' ? { seller: demoSellers.harbour } : {};
    made.set(role, (await createDemoAccount(db, { email, password, roles: rolesOf[role], ...seller })).accountId);
  }
  const sellers = new Map<string, AccountId>([['harbour', need(made, 'seller')]]);
  for (const [key, seller] of Object.entries(demoSellers).filter(([name]) => name !== 'harbour')) {
    sellers.set(key, (await createDemoAccount(db, { email: `${key}@sellers.demo.example`, password: null, roles: rolesOf.seller, seller })).accountId);
  }
  const crowd: AccountId[] = [];
  for (let number = 1; number <= crowdSize; number += 1) {
    crowd.push((await createDemoAccount(db, { email: `buyer-${number}@crowd.demo.example`, password: null, roles: rolesOf.buyer })).accountId);
  }
  const keys = Object.keys(demoSellers) as SellerKey[];
  return { buyer: need(made, 'buyer'), administrator: need(made, 'administrator'), sellers: Object.fromEntries(keys.map((key) => [key, need(sellers, key)])) as Record<SellerKey, AccountId>, crowd };
}

function need(accounts: ReadonlyMap<string, AccountId>, key: string): AccountId {
  const id = accounts.get(key);
  if (!id) throw new Error(`There is no demo account for ${key}`);
  return id;
}
