import stringWidth from 'string-width';

/** Folds a line at spaces so that it fits a width; what follows is indented. A word that is too long stays whole. */
export function fold(line: string, width: number, indent = 2): readonly string[] {
  if (stringWidth(line) <= width) return [line];
  const [, margin = '', text = ''] = /^(\s*)(.*)$/s.exec(line) ?? [];
  const rest = ' '.repeat(margin.length + indent);
  const lines: string[] = [];
  let current = margin;
  let isEmpty = true;
  for (const [, gap = '', word = ''] of text.matchAll(/(\s*)(\S+)/g)) {
    if (!isEmpty && stringWidth(current + gap + word) > width) {
      lines.push(current);
      current = rest + word;
    } else current += isEmpty ? word : gap + word;
    isEmpty = false;
  }
  return [...lines, current];
}

/** Folds each line of a text. */
export const foldText = (text: string, width: number, indent = 2): string =>
  text
    .split('\n')
    .flatMap((line) => fold(line, width, indent))
    .join('\n');
