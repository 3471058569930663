import type { PagedAsyncIterableIterator } from '@azure/arm-containerservice';
import type { Type, Wire } from '#model';
import { required } from '../pages.ts';
import { armId } from './address.ts';
import { storedOf } from './private-parts.ts';
import type { AzureReader, SendOptions } from './reader.ts';

/** What every object of the Resource Manager says of itself, as the SDK's clients give it back. */
interface Named {
  readonly id?: string;
  readonly name?: string;
}

/** One listing, and what tells an object from an earlier one of the same id, where it says so. */
export interface Listing<N extends string, T extends Named> {
  readonly type: Type<N, Wire<T>>;
  readonly list: (options: SendOptions) => PagedAsyncIterableIterator<T>;
  readonly stamp?: (object: T) => string | undefined;
}

/** Reads all objects of a type in a subscription by the one listing that holds them. */
export function collectWhole<N extends string, T extends Named>(
  at: AzureReader,
  listing: Listing<N, T>,
): Promise<void> {
  return at.sheet.list({ api: apiOf(listing.type), types: [listing.type] }, () => addListed(at, listing));
}

/** Follows a listing to its end and writes down what it holds; answers nothing and throws what the call throws. */
export function addListed<N extends string, T extends Named>(
  { sheet, pages }: AzureReader,
  { type, list, stamp }: Listing<N, T>,
  added: (object: T) => unknown = () => undefined,
): Promise<void> {
  return pages(apiOf(type), list, (it) => {
    const id = armId(required(it.id, 'id'));
    sheet.add(type, { id, name: it.name ?? id, created: stamp?.(it), config: storedOf(it) });
    added(it);
  });
}

const apiOf = (type: Type): string => type.reads[0] ?? type.name;
