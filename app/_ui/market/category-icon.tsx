import { ChartCandlestick, CloudSun, Cpu, Earth, HeartPulse, Palette, TrainFront, UsersRound, Wheat, Zap, type LucideIcon } from 'lucide-react';
import type { Category } from '@/lib/catalog/schema';

const icons: Record<Category, LucideIcon> = {
  'weather-environment': CloudSun,
  mobility: TrainFront,
  'economy-finance': ChartCandlestick,
  'health-biology': HeartPulse,
  'society-demography': UsersRound,
  geography: Earth,
  energy: Zap,
  technology: Cpu,
  'culture-sport': Palette,
  'food-agriculture': Wheat,
};

export function CategoryIcon({ category, className }: { readonly category: Category; readonly className?: string }) {
  const Icon = icons[category];
  return <Icon aria-hidden className={className} />;
}
