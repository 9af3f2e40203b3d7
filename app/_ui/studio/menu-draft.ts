import { saveMenuInput, type MenuView, type PlanInput } from '@/lib/pricing/schema';
import { parseAmount } from '../console/parse-amount';

export type DraftKind = PlanInput['kind'];
/** A line as it is typed: texts, until they make a plan. */
export type DraftLine = { readonly key: string; readonly kind: DraftKind; readonly share: string; readonly term: 'MONTH' | 'YEAR'; readonly price: string; readonly cap: string; readonly freeRows: string };

const emptyLine = { share: '', term: 'MONTH', price: '', cap: '', freeRows: '0' } as const;

export function newLine(kind: DraftKind, part: Partial<DraftLine> = {}): DraftLine {
  return { ...emptyLine, kind, share: kind === 'SUBSCRIPTION' ? '100' : kind === 'FREE' ? '1' : '', key: crypto.randomUUID(), ...part };
}

export function amountText(amountMinor: number): string {
  return (amountMinor / 100).toFixed(2);
}

/** The menu as it stands, as drafts. */
export function draftsOf(menu: MenuView): readonly DraftLine[] {
  return menu.plans.map((plan) => ({ ...emptyLine, key: plan.id, kind: plan.kind, share: String(plan.share / 100), term: plan.term ?? 'MONTH', price: amountText(plan.priceMinor), cap: amountText(plan.capMinor ?? 0), freeRows: String(plan.freeRows ?? 0) }));
}

/** Hundredths of a percent; null for anything that isn't a share. */
function shareOf(text: string): number | null {
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(text.trim());
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : null;
}

/** The plan that a line makes; null while something is missing or out of its bounds. */
export function planOf(line: DraftLine): PlanInput | null {
  const [share, priceMinor, capMinor] = [shareOf(line.share), parseAmount(line.price), parseAmount(line.cap)];
  const freeRows = /^\d{1,9}$/.test(line.freeRows.trim()) ? Number(line.freeRows) : null;
  const { kind, term } = line;
  const raw = kind === 'ONE_OFF' ? { kind, share, priceMinor } : kind === 'SUBSCRIPTION' ? { kind, share, term, priceMinor } : kind === 'USAGE' ? { kind, priceMinor, capMinor, freeRows } : kind === 'FREE' ? { kind, share } : { kind };
  const parsed = saveMenuInput.shape.plans.element.safeParse(raw);
  return parsed.success ? parsed.data : null;
}

/** Two plans that are the same line. */
export function sameLine(a: PlanInput, b: PlanInput): boolean {
  return a.kind === b.kind && ('share' in a ? a.share : 0) === ('share' in b ? b.share : 0) && ('term' in a ? a.term : '') === ('term' in b ? b.term : '');
}
