import { classNames } from './class-names';

/** Three measured columns and the line at which they trade. */
export function LogoMark({ className }: { readonly className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 32 32" className={classNames('shrink-0', className)}>
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <rect x="7" y="16" width="4.5" height="9" rx="1.25" className="fill-on-accent/55" />
      <rect x="13.75" y="7" width="4.5" height="18" rx="1.25" className="fill-on-accent" />
      <rect x="20.5" y="12" width="4.5" height="13" rx="1.25" className="fill-on-accent/75" />
      <rect x="4.5" y="18.5" width="23" height="1.75" rx="0.875" className="fill-accent" />
    </svg>
  );
}

export function Logo() {
  return (
    <span className="inline-flex items-center gap-2.5">
      <LogoMark className="size-8" />
      <span className="text-lg font-semibold tracking-tight max-[22rem]:sr-only">
        data<span className="text-accent">bourse</span>
      </span>
    </span>
  );
}
