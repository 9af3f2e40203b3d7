import { ChevronDown, CircleAlert } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names';
import { TypedInput, TypedSelect, TypedTextArea } from './typed-before.client';

/** What a control needs to belong to its label, hint and error. Spread it on the input. */
export type ControlWiring = {
  readonly id: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: true;
  readonly required?: true;
};

type FieldProps = {
  readonly id: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: ReactNode;
  readonly isRequired?: boolean | undefined;
  /** Shown beside the label of a field that may stay empty, e.g. "optional". */
  readonly optionalLabel?: string | undefined;
  readonly className?: string | undefined;
  readonly children: (control: ControlWiring) => ReactNode;
};

export function Field({ id, label, hint, error, isRequired = false, optionalLabel, className, children }: FieldProps) {
  const describedBy = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div className={classNames('space-y-1.5', className)}>
      <label htmlFor={id} className="block text-sm font-medium">
        {label}
        {optionalLabel ? <span className="font-normal text-ink-faint"> ({optionalLabel})</span> : null}
      </label>
      {children({
        id,
        ...(describedBy ? { 'aria-describedby': describedBy } : {}),
        ...(error ? { 'aria-invalid': true as const } : {}),
        ...(isRequired ? { required: true as const } : {}),
      })}
      {hint ? <p id={`${id}-hint`} className="text-sm text-ink-faint">{hint}</p> : null}
      {error ? <FieldError id={`${id}-error`}>{error}</FieldError> : null}
    </div>
  );
}

export function FieldError({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  return (
    <p id={id} role="alert" className="flex gap-1.5 text-sm text-bad">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>{children}</span>
    </p>
  );
}

const box = classNames(
  'w-full rounded-lg border border-line-strong bg-surface px-3 text-base text-ink placeholder:text-ink-faint sm:text-sm',
  'hover:border-ink-soft aria-invalid:border-bad disabled:cursor-not-allowed disabled:bg-sunken disabled:text-ink-faint',
);

export function TextInput({ className, ...rest }: ComponentProps<'input'>) {
  const Input = rest.onChange ? TypedInput : 'input';
  return <Input type="text" {...rest} className={classNames(box, 'min-h-10 py-2', className)} />;
}

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <TypedTextArea rows={5} {...rest} className={classNames(box, 'py-2 leading-relaxed', className)} />;
}

export function SelectInput({ className, children, ...rest }: ComponentProps<'select'>) {
  const Select = rest.onChange ? TypedSelect : 'select';
  return (
    <span className={classNames('relative block', className)}>
      <Select {...rest} className={classNames(box, 'min-h-10 appearance-none py-2 pr-9')}>{children}</Select>
      <ChevronDown aria-hidden className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-ink-faint" />
    </span>
  );
}

export { Checkbox, SwitchInput } from './choice';
