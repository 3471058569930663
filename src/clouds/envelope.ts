import { z } from 'zod';

/** A name, an address or a moment in an audit record. Longer ones are none. */
export const word = z.string().min(1).max(2048);

/** What a document holds of a form, or in which field it is of another. */
export type Opened<T> =
  { readonly is: 'opened'; readonly envelope: T } | { readonly is: 'malformed'; readonly why: string };

/** Takes the fields of a form from a document; others are left aside, and no value is quoted. */
export function opened<S extends z.ZodType>(form: S, document: unknown): Opened<z.output<S>> {
  const read = form.safeParse(document);
  if (read.success) return { is: 'opened', envelope: read.data };
  const [first] = read.error.issues;
  return { is: 'malformed', why: missing(first?.path.map(String).join('.') ?? '') };
}

/** Why a record is malformed. */
export const missing = (field: string): string =>
  field === '' ? 'The record is no object.' : `The field ${field} is missing or not of its form.`;
