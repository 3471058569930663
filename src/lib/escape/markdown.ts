import { onOneLine, showControls, withoutInvisible } from './invisible.ts';

/**
 * For text within a paragraph or table cell of Markdown (CommonMark with the tables, autolinks and mentions of GitHub).
 * The danger: `|` and line breaks break the table, `![](...)` calls home when the page is opened, `<img>` is HTML, `@x`
 * notifies people, and addresses become links. Marks are escaped, `&`, `<` and `>` become entities, addresses and
 * mentions are broken up, line breaks become spaces.
 */
export function forMarkdown(text: string): string {
  return showControls(withoutInvisible(onOneLine(text)))
    .trim()
    .replace(/[\\`*_[\]!|#~$]/g, String.raw`\$&`)
    .replace(/[&<>]/g, (character) => entities[character] ?? '')
    .replaceAll('://', '&#58;//')
    .replace(/www\./gi, (prefix) => `${prefix.slice(0, 3)}&#46;`)
    .replace(/@(?=[\p{L}\p{N}])/gu, `@${wordJoiner}`)
    .replace(/^[-+=]/, String.raw`\$&`)
    .replace(/^(\d+)([.)])(?=\s|$)/, String.raw`$1\$2`);
}

/** Unseen, and no part of a name: what GitHub looks for in the finished text is no longer there. */
const wordJoiner = '\u2060';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
