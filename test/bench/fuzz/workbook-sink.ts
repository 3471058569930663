import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { forXlsx } from '#report/xlsx';
import { controls, hostileReport, xmlTags, type Sink } from './sinks.ts';

/** The sheets of a workbook, a document each. */
export const workbookSink: Sink = {
  name: 'report.xlsx',
  write: (text) => {
    const sheets = Object.entries(unzipSync(forXlsx(hostileReport(text)))).filter(([path]) => path.includes('/sheet'));
    return sheets.map(([, bytes]) => strFromU8(bytes)).join(between);
  },
  structure: (output) => output.split(between).flatMap(xmlTags),
  alive: (output) => controls(output.replaceAll(between, '')) + formulasIn(output.split(between)),
};

/** No document of XML can hold it. */
const between = '\u0000';

/** Elements of formulas, and texts that would be one in a file of another kind. */
function formulasIn(sheets: readonly string[]): number {
  let found = 0;
  for (const sheet of sheets) {
    const parser = new SaxesParser();
    parser.on('opentag', ({ name }) => (found += Number(name === 'f')));
    parser.on('text', (text) => (found += Number(/^[\s"]*[=+\-@＝＋－＠]|^[\t\r]/u.test(text))));
    parser.write(sheet).close();
  }
  return found;
}
