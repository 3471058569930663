import { showControls, withoutInvisible } from './invisible.ts';

/**
 * For text in XML 1.0, before a writer of XML escapes its marks. The danger: most control characters, U+FFFE and U+FFFF
 * cannot be in a document at all, not even as references, so that one name makes a whole report unreadable. Controls
 * but line breaks and tabs are written out as `\x1b`, the other two become U+FFFD.
 */
export const forXml = (text: string): string =>
  showControls(withoutInvisible(text), '\n\t').replace(/[\ufffe\uffff]/g, '\ufffd');
