import type { QualityGrade } from '@/lib/datasets/schema';
import { classNames } from '../class-names';

const tones: Record<QualityGrade, string> = { A: 'bg-good-soft text-good', B: 'bg-good-soft text-good', C: 'bg-info-soft text-info', D: 'bg-warn-soft text-warn', E: 'bg-bad-soft text-bad' };

/** The letter; `label` says what it is the letter of. */
export function GradeMark({ grade, label, size = 'sm' }: { readonly grade: QualityGrade; readonly label: string; readonly size?: 'sm' | 'lg' }) {
  return (
    <span title={label} className={classNames('inline-grid shrink-0 place-items-center rounded-md font-semibold', tones[grade], size === 'lg' ? 'size-14 text-3xl' : 'size-5 text-xs')}>
      <span aria-hidden>{grade}</span>
      <span className="sr-only">{label}</span>
    </span>
  );
}
