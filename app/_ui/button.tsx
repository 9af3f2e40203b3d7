import Link from 'next/link';
import { LoaderCircle } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names';

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger';
export type ButtonSize = 'sm' | 'md' | 'lg';

type Look = {
  readonly variant?: ButtonVariant | undefined;
  readonly size?: ButtonSize | undefined;
  readonly icon?: ReactNode;
  readonly isWide?: boolean | undefined;
};

const variants: Record<ButtonVariant, string> = {
  primary: 'border-accent bg-accent text-on-accent hover:border-accent-strong hover:bg-accent-strong',
  secondary: 'border-line-strong bg-surface text-ink hover:border-ink-soft hover:bg-sunken',
  quiet: 'border-transparent bg-transparent text-accent hover:bg-accent-soft hover:text-accent-strong',
  danger: 'border-bad bg-surface text-bad hover:bg-bad hover:text-on-bad',
};

const sizes: Record<ButtonSize, string> = {
  sm: 'min-h-8 px-3 py-1 text-sm gap-1.5',
  md: 'min-h-10 px-4 py-2 text-sm gap-2',
  lg: 'min-h-12 px-5 py-2.5 text-base gap-2',
};

function look({ variant = 'secondary', size = 'md', isWide = false }: Look, className: string | undefined): string {
  return classNames(
    'inline-flex items-center justify-center rounded-lg border font-medium leading-tight select-none transition-colors duration-150',
    'disabled:cursor-not-allowed disabled:opacity-60 aria-disabled:cursor-not-allowed aria-disabled:opacity-60',
    variants[variant], sizes[size], isWide && 'w-full', className,
  );
}

export type ButtonProps = Look & Omit<ComponentProps<'button'>, 'className'> & {
  /** Keeps its width and its label, shows that it works and takes no second click. */
  readonly isBusy?: boolean | undefined;
  readonly className?: string | undefined;
};

export function Button({ variant, size, icon, isWide, isBusy = false, className, children, disabled, ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} disabled={disabled === true || isBusy} aria-busy={isBusy || undefined} className={look({ variant, size, isWide }, className)}>
      {isBusy ? <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin" /> : icon}
      {children}
    </button>
  );
}

export type LinkButtonProps = Look & Omit<ComponentProps<typeof Link>, 'className'> & { readonly className?: string | undefined };

export function LinkButton({ variant, size, icon, isWide, className, children, ...rest }: LinkButtonProps) {
  return (
    <Link {...rest} className={look({ variant, size, isWide }, className)}>
      {icon}
      {children}
    </Link>
  );
}
