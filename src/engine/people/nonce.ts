import { hmacHex, isSameText } from '#lib/hmac';

/** What a button of a card carries, so that nobody else can make one. */
export interface Carried {
  /** The card's own key, random with each rendering: `Card.key`. */
  readonly key: string;
  /** What the button does, and what it is about. */
  readonly act: string;
  readonly id: string;
}

/** The nonce of a button: 96 bits, known only to whoever knows the key of the rendering. */
export const nonceOf = ({ key, act, id }: Carried): string => hmacHex(key, `${act}\n${id}`).slice(0, 24);

/** Whether a nonce is that of this rendering. A card without a key has no buttons. */
export const isNonce = (
  nonce: string,
  { key, ...about }: Omit<Carried, 'key'> & { readonly key?: string | undefined },
): boolean => key !== undefined && key !== '' && isSameText(nonce, nonceOf({ key, ...about }));
