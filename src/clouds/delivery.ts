import { isObject, type Json } from './json.ts';

/** What guards the way by which a cloud delivers its events. */
export interface Door {
  /** Why a bearer token is not that of the configured sender; undefined when it is. Rejects when the keys cannot be read. */
  refusal(token: string): Promise<string | undefined>;
  /** Where this sender asks whether it may deliver: on whose behalf it may. */
  readonly origin?: RegExp;
  /**
   * What is passed on of a document: the fields of this cloud's envelope alone, so that its sender cannot speak for
   * another. Undefined for a document of another form.
   */
  envelope(document: unknown): unknown;
  /** Bytes of the largest delivery. */
  readonly largest: number;
}

/** The named fields of an object, where it has them. */
export function fieldsOf(document: Json, names: readonly string[]): Json {
  return Object.fromEntries(names.flatMap((name) => (Object.hasOwn(document, name) ? [[name, document[name]]] : [])));
}

/** Whether all of these are texts with something in them. */
export const hasTexts = (document: unknown, names: readonly string[]): document is Json =>
  isObject(document) &&
  names.every((name) => {
    const text = Object.hasOwn(document, name) ? document[name] : undefined;
    return typeof text === 'string' && text !== '';
  });
