import { showControls, withoutInvisible } from './invisible.ts';

/**
 * For text on a terminal, line breaks and tabs kept. The danger: escape sequences (ANSI, OSC) recolour, erase or
 * overwrite what was printed, set the title, make a link that lies or write to the clipboard; a carriage return
 * overwrites the line; bidirectional overrides and zero-width characters make one name look like another. Control
 * characters are shown as `\x1b`, invisible ones are dropped.
 */
export function forTerminal(text: string): string {
  return showControls(withoutInvisible(text), '\n\t');
}

/** As `forTerminal`, for a table cell or a name within a line: line breaks and tabs, which forge rows, are shown too. */
export function forTerminalLine(text: string): string {
  return showControls(withoutInvisible(text));
}
