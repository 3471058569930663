import { zipSync } from 'fflate';
import { create } from 'xmlbuilder2';
import { forCsv } from '#lib/escape/csv';
import { forXml } from '#lib/escape/xml';
import { redactSecrets } from '#lib/text';
import type { Table } from '../csv-table.ts';

/** A table on a page of its own. A name has up to 31 characters. */
export interface Sheet extends Table {
  readonly name: string;
}

/** In a cell of Excel is room for 32,767 characters: what is longer is cut, and the JSON report holds it whole. */
const longest = 32_000;

/**
 * A workbook as Excel, LibreOffice and others open it (ECMA-376, Office Open XML). Every cell is a text of its own in the
 * sheet, and none is a formula; where a text would be one after somebody saved it as CSV, an apostrophe stands before it.
 * Equal sheets give equal bytes.
 */
export function workbookOf(sheets: readonly Sheet[]): Uint8Array {
  const numbered = sheets.map((sheet, at) => ({ sheet, id: at + 1 }));
  const parts = {
    '[Content_Types].xml': contentTypes(numbered.map(({ id }) => id)),
    '_rels/.rels': relations([{ id: 'rId1', type: 'officeDocument', target: 'xl/workbook.xml' }]),
    'xl/workbook.xml': {
      workbook: {
        '@xmlns': main,
        '@xmlns:r': relationTypes,
        sheets: {
          sheet: numbered.map(({ sheet, id }) => ({ '@name': sheet.name, '@sheetId': id, '@r:id': `rId${id}` })),
        },
      },
    },
    'xl/_rels/workbook.xml.rels': relations(
      numbered.map(({ id }) => ({ id: `rId${id}`, type: 'worksheet', target: `worksheets/sheet${id}.xml` })),
    ),
    ...Object.fromEntries(numbered.map(({ sheet, id }) => [`xl/worksheets/sheet${id}.xml`, worksheet(sheet)])),
  };
  const files = Object.entries(parts).map(([path, part]) => [path, new TextEncoder().encode(xml(part))] as const);
  return zipSync(Object.fromEntries(files), { mtime: begin });
}

/** A moment that is the same in every time zone, since a zip file holds local time: the first that it can say. */
const begin = '1980-01-01T00:00:00';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relationTypes = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageFormat = 'http://schemas.openxmlformats.org/package/2006';
const contentFormat = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const xml = (part: object): string => create({ version: '1.0', encoding: 'UTF-8', standalone: true }, part).end();

const contentTypes = (ids: readonly number[]): object => ({
  Types: {
    '@xmlns': `${packageFormat}/content-types`,
    Default: [
      { '@Extension': 'rels', '@ContentType': 'application/vnd.openxmlformats-package.relationships+xml' },
      { '@Extension': 'xml', '@ContentType': 'application/xml' },
    ],
    Override: [
      { '@PartName': '/xl/workbook.xml', '@ContentType': `${contentFormat}.sheet.main+xml` },
      ...ids.map((id) => ({
        '@PartName': `/xl/worksheets/sheet${id}.xml`,
        '@ContentType': `${contentFormat}.worksheet+xml`,
      })),
    ],
  },
});

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}

const relations = (all: readonly Relation[]): object => ({
  Relationships: {
    '@xmlns': `${packageFormat}/relationships`,
    Relationship: all.map(({ id, type, target }) => ({
      ...{ '@Id': id, '@Type': `${relationTypes}/${type}`, '@Target': target },
    })),
  },
});

/** The heads stay in sight while the rows move below them. */
const worksheet = ({ heads, rows }: Sheet): object => ({
  worksheet: {
    '@xmlns': main,
    sheetViews: {
      sheetView: {
        '@workbookViewId': 0,
        pane: { '@ySplit': 1, '@topLeftCell': 'A2', '@activePane': 'bottomLeft', '@state': 'frozen' },
      },
    },
    sheetData: { row: [heads, ...rows].map((cells) => ({ c: cells.map(cellOf) })) },
  },
});

const cellOf = (text: string): object => ({
  '@t': 'inlineStr',
  is: { t: { '@xml:space': 'preserve', '#': textOf(text) } },
});

/** Excel reads `_x0041_` as the character of that number: an underscore that begins such a word is written as one. */
const textOf = (text: string): string => {
  const safe = forXml(forCsv(redactSecrets(text))).replaceAll(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_');
  return safe.length <= longest ? safe : `${safe.slice(0, longest).toWellFormed()}…`;
};
