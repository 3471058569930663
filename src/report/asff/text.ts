import { onOneLine, showControls, withoutInvisible } from '#lib/escape/invisible';
import { redactSecrets } from '#lib/text';

const ellipsis = '…';

/**
 * A text as Security Hub takes it: on one line, with nothing unseen in it, never blank, secrets made unreadable. A request
 * with one text that is longer than its field or blank is refused whole. Lengths are told in characters; as many bytes of
 * UTF-8 are within that however they are counted.
 */
export function textWithin(text: string, most: number): string {
  const clean = showControls(withoutInvisible(onOneLine(redactSecrets(text)))).trim();
  if (clean === '') return '-';
  if (Buffer.byteLength(clean) <= most) return clean;
  let left = most - Buffer.byteLength(ellipsis);
  let cut = '';
  for (const character of clean) {
    left -= Buffer.byteLength(character);
    if (left < 0) break;
    cut += character;
  }
  return cut + ellipsis;
}
