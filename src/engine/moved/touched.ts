import type { ResourceRef, Touched } from '#model';

/** Whether an address is an object's own; one that ends with a slash leaves the last part of it open. */
export const isAddressOf = (address: string, id: string): boolean =>
  address === id || (address.endsWith('/') && id.startsWith(address));

/** Whether a change may have altered an object. */
export const isTouched = (touched: readonly Touched[], { type, id }: Pick<ResourceRef, 'type' | 'id'>): boolean =>
  touched.some((it) => it.type === type && (it.id === undefined || isAddressOf(it.id, id)));
