import { notFound } from 'next/navigation';

/** Every address without a page gets the "nothing here" page of its language. */
export default function NoSuchPage(): never {
  notFound();
}
