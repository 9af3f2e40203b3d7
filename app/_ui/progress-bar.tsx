type ProgressBarProps = {
  readonly label: string;
  /** 0 to 1; null while nobody knows. */
  readonly share: number | null;
  /** What stands beside the bar, e.g. "42%". */
  readonly valueText?: string;
};

/** The native element: its width needs no style attribute, and every screen reader follows it. */
export function ProgressBar({ label, share, valueText }: ProgressBarProps) {
  return (
    <div className="space-y-1.5">
      <div className="flex justify-between gap-4 text-sm">
        <span className="font-medium">{label}</span>
        {valueText ? <span className="text-ink-soft tabular-nums">{valueText}</span> : null}
      </div>
      <progress
        aria-label={label}
        {...(share === null ? {} : { value: Math.min(1, Math.max(0, share)), max: 1 })}
        className="progress h-2 w-full overflow-hidden rounded-full"
      />
    </div>
  );
}
