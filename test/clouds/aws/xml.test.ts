import { IAMClient } from '@aws-sdk/client-iam';
import { EKSClient } from '@aws-sdk/client-eks';
import { expect, test } from 'vitest';
import { plainXml, readingPlainXml } from '#clouds/aws/xml';

const settings = { region: 'eu-west-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };

interface Parser {
  parseXml(xml: string): unknown;
}

const isParser = (value: unknown): value is Parser =>
  typeof value === 'object' && value !== null && 'parseXml' in value;

/** The parser of a client. */
function parserOf({ config }: { readonly config: { readonly protocol: object } }): Parser {
  const parser = 'deserializer' in config.protocol ? config.protocol.deserializer : undefined;
  if (!isParser(parser)) throw new TypeError('the client reads no XML');
  return parser;
}

const sdk = parserOf(new IAMClient(settings));

test.each([
  ['elements and text', '<a><b>1</b><c><d>x</d></c></a>'],
  ['a declaration and a namespace', '<?xml version="1.0" encoding="UTF-8"?>\n<a xmlns="http://x/y"><b>1</b></a>'],
  ['repeated elements, apart from each other too', '<a><i>1</i><b>x</b><i>2</i><i>3</i></a>'],
  ['repeated structures', '<a><i><n>1</n></i><i><n>2</n></i></a>'],
  ['empty elements, and blanks with a line break', '<a><b></b><c>\n  </c><d>  </d></a>'],
  ['layout between elements', '<a>\n  <b>1</b>\n  <c>\n    <d>x</d>\n  </c>\n</a>\n'],
  ['blanks around text', '<a><b> x  y </b></a>'],
  ['escaped signs', '<a><b>&lt;&amp;&gt;&quot;&apos;</b><c>&#x22;&#34;&unknown;</c><d>&amp;lt;</d></a>'],
  ['letters beyond ASCII', '<a><b>Zürich 東京 🌍</b></a>'],
])('%s are as the SDK reads them', (_, xml) => {
  expect(plainXml(xml)).toEqual(sdk.parseXml(xml));
});

test.each([
  ['an attribute', '<a><b c="1">x</b></a>'],
  ['an element that closes itself', '<a><b/></a>'],
  ['a comment', '<a><!-- x --><b>1</b></a>'],
  ['CDATA', '<a><b><![CDATA[x]]></b></a>'],
  ['text beside elements', '<a>x<b>1</b></a>'],
  ['blanks without a line break beside elements', '<a> <b>1</b></a>'],
  ['carriage returns', '<a>\r\n<b>1</b></a>'],
  ['names that every object has', '<a><constructor>1</constructor><__proto__>2</__proto__></a>'],
  ['a document type', '<!DOCTYPE a><a><b>1</b></a>'],
  ['a root of text', '<a>1</a>'],
  ['what ends early', '<a><b>1</b>'],
  ['what closes what is not open', '<a><b>1</c></a>'],
  ['a broken element', '<a><b>1</b><'],
  ['JSON', '{"a":1}'],
  ['nothing', ''],
])('%s is left to the SDK', (_, xml) => {
  expect(plainXml(xml)).toBe(undefined);
});

test('a client reads the plain and the other', () => {
  const parser = parserOf(readingPlainXml(new IAMClient(settings)));
  expect(parser.parseXml('<a><b>1</b></a>')).toEqual({ b: '1' });
  expect(parser.parseXml('<a><b/><c>1</c></a>')).toEqual({ b: '', c: '1' });
  expect(() => parser.parseXml('<a><b>1</b>')).toThrow('XML');
});

test('a client that reads JSON stays as it is', () => {
  const client = new EKSClient(settings);
  expect(readingPlainXml(client)).toBe(client);
});
