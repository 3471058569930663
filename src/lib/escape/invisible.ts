/**
 * Characters that no reader sees but that change what is seen: bidirectional marks, overrides and isolates, zero-width
 * characters and joiners, soft hyphens, blank fillers, tags (all that Unicode calls default ignorable), line and
 * paragraph separators and interlinear annotation. The two selectors of text or emoji style stay.
 */
const invisible = /[[\p{Default_Ignorable_Code_Point}\u2028\u2029\ufff9-\ufffb]--[\ufe0e\ufe0f]]/gv;

/**
 * The text without characters that change what is seen while being unseen, and with lone surrogates replaced by U+FFFD,
 * so that every encoder writes the same bytes.
 */
export function withoutInvisible(text: string): string {
  return text.toWellFormed().replace(invisible, '');
}

/** The text with its control characters (C0, DEL and C1) written out as `\x1b`, except those in `kept`. */
export function showControls(text: string, kept = ''): string {
  return text.replace(/\p{Cc}/gu, (control) => {
    if (kept.includes(control)) return control;
    return `\\x${control.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
}

/** The text on one line: each run of line breaks and tabs becomes a single space. */
export function onOneLine(text: string): string {
  return text.replace(/[\n\r\t\v\f\u0085\u2028\u2029]+/g, ' ');
}
