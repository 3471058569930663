/**
 * Readers of the formats as the programs behind the sinks implement them, written for the tests from the formats'
 * documents and without sight of the escapers.
 */

/** The text of an HTML fragment that must hold no tag, with the entities decoded; throws where markup begins. */
export function textOf(html: string): string {
  if (/<[A-Za-z!/?]/.test(html)) throw new Error(`markup begins in ${html}`);
  return decoded(html);
}

/** The attributes of one HTML start tag, by the rules of the tokenizer: quoted and unquoted values, decoded. */
export function attributeOf(tag: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  let at = tag.search(/\s/);
  while (at < tag.length) {
    while (/[\s/]/.test(tag[at] ?? '')) at += 1;
    if (tag[at] === '>' || at >= tag.length) break;
    const nameEnd = at + tag.slice(at).search(/[\s/>=]/);
    const name = tag.slice(at, nameEnd);
    at = nameEnd;
    if (tag[at] !== '=') {
      attributes[name] = '';
      continue;
    }
    const quote = tag[at + 1] ?? '';
    if (!/["']/.test(quote)) throw new Error('the tests quote every value');
    const end = tag.indexOf(quote, at + 2);
    attributes[name] = decoded(tag.slice(at + 2, end));
    at = end + 1;
  }
  if (at !== tag.length - 1) throw new Error(`the tag ends early: ${tag}`);
  return attributes;
}

/** The cells of a CSV file for a reader that splits at `delimiter`; quotes count only where a cell begins with one. */
export function cellsOf(file: string, delimiter: string, quotes: boolean): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let at = 0;
  let atStart = true;
  while (at < file.length) {
    const character = file.charAt(at);
    if (quotes && atStart && character === '"') {
      at += 1;
      while (at < file.length && (file[at] !== '"' || file[at + 1] === '"')) {
        cell += file.charAt(at);
        at += file[at] === '"' ? 2 : 1;
      }
      at += 1;
      atStart = false;
      continue;
    }
    at += 1;
    atStart = character === delimiter || character === '\n';
    if (!atStart) {
      cell += character;
      continue;
    }
    row.push(cell);
    cell = '';
    if (character === '\n') {
      rows.push(row);
      row = [];
    }
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  return rows;
}

/**
 * Whether a runner would take a line as a command: that of GitHub Actions `::name ...::` after leading blanks, or the
 * older `##[name]` anywhere, that of Azure Pipelines `##[name]` and `##vso[area.action]`.
 */
export function runnerObeys(output: string): boolean {
  return output.split(/\r\n|[\n\r]/).some((line) => /^::[^:]+::/.test(line.trimStart()) || /##(?:vso)?\[/i.test(line));
}

function decoded(html: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };
  return html.replace(/&(?:#(\d+)|(\w+));?/g, (whole, code: string | undefined, name: string | undefined) => {
    if (code !== undefined) return String.fromCodePoint(Number(code));
    const character = named[name ?? ''];
    if (character === undefined) throw new Error(`unknown entity ${whole}`);
    return character;
  });
}
