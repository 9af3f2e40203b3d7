import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import { requireRole } from '@/lib/identity';
import { toMinor } from '@/lib/shared/money';
import { ok, type Result } from '@/lib/shared/result';
import type { WalletView } from './schema';
import { findBalance } from './store/ledger';
import { listOrderTitles } from './store/orders';
import { listWalletEntries } from './store/reports';

const shownEntries = 50;

/** The reference of a purchase and of a refund is the title of what was bought; a top-up has none. */
export async function getWallet(ctx: Context): Promise<Result<WalletView>> {
  const who = requireRole(ctx, 'BUYER');
  if (!who.ok) return who;
  const buyerId = who.value.accountId;
  const currency = env().MARKET_CURRENCY;
  const wallet = await findBalance(ctx.db, { kind: 'WALLET', ownerId: buyerId, currency });
  if (!wallet) return ok({ balanceMinor: 0, currency, entries: [] });
  const entries = await listWalletEntries(ctx.db, { accountId: wallet.id, take: shownEntries });
  const orderIds = entries.filter((entry) => entry.transaction.kind === 'purchase' || entry.transaction.kind === 'refund').map((entry) => entry.transaction.reference);
  const titles = await listOrderTitles(ctx.db, { buyerId, orderIds });
  return ok({
    balanceMinor: wallet.balanceMinor,
    currency,
    entries: entries.map(({ amountMinor, at, transaction }) => ({
      kind: transaction.kind, amountMinor: toMinor(amountMinor), reference: titles.get(transaction.reference) ?? '', at: at.toISOString(),
    })),
  });
}
