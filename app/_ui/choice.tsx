import { Check } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names';
import { TypedInput } from './typed-before.client';

type ChoiceProps = Omit<ComponentProps<'input'>, 'type' | 'id' | 'className'> & {
  readonly id: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly className?: string | undefined;
};

function Choice({ id, label, hint, className, control }: { readonly id: string; readonly label: ReactNode; readonly hint: ReactNode; readonly className: string | undefined; readonly control: ReactNode }) {
  return (
    <div className={classNames('flex items-start gap-3', className)}>
      {control}
      <div className="min-w-0 text-sm">
        <label htmlFor={id} className="inline-block min-h-6 font-medium">{label}</label>
        {hint ? <p id={`${id}-hint`} className="text-ink-soft">{hint}</p> : null}
      </div>
    </div>
  );
}

/** A real checkbox: works in a form without a script, and every assistive technology knows it. */
export function Checkbox({ id, label, hint, className, ...rest }: ChoiceProps) {
  return (
    <Choice id={id} label={label} hint={hint} className={className} control={(
      <span className="relative grid size-6 shrink-0 place-items-center">
        <TypedInput {...rest} {...(hint ? { 'aria-describedby': `${id}-hint` } : {})} id={id} type="checkbox" className="peer size-5 appearance-none rounded-md border border-line-strong bg-surface hover:border-ink-soft checked:border-accent checked:bg-accent disabled:opacity-60" />
        <Check aria-hidden className="pointer-events-none absolute size-3.5 text-on-accent opacity-0 peer-checked:opacity-100" strokeWidth={3} />
      </span>
    )} />
  );
}

export function SwitchInput({ id, label, hint, className, ...rest }: ChoiceProps) {
  return (
    <Choice id={id} label={label} hint={hint} className={className} control={(
      <span className="relative inline-flex h-6 w-11 shrink-0">
        <TypedInput {...rest} {...(hint ? { 'aria-describedby': `${id}-hint` } : {})} id={id} type="checkbox" role="switch" className="peer h-6 w-11 appearance-none rounded-full border border-line-strong bg-sunken transition-colors hover:border-ink-soft checked:border-accent checked:bg-accent disabled:opacity-60" />
        <span aria-hidden className="pointer-events-none absolute top-1 left-1 size-4 rounded-full bg-line-strong transition-transform peer-checked:translate-x-5 peer-checked:bg-on-accent" />
      </span>
    )} />
  );
}
