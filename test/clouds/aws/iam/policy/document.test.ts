import { describe, expect, test } from 'vitest';
import { decodeDocument, parseStatements } from '#clouds/aws/iam/policy/document';

const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const document = { Version: '2012-10-17', Statement: [statement] };

describe('a document', () => {
  const given: Readonly<Record<string, unknown>> = {
    'URL-encoded, as the API answers it': encodeURIComponent(JSON.stringify(document)),
    'as JSON text': JSON.stringify(document),
    'decoded, as the command line prints it': document,
  };
  test.each(Object.entries(given))('%s', (_, text) => {
    expect(decodeDocument(text)).toEqual(document);
  });

  test('keeps a percent sign of JSON text', () => {
    expect(decodeDocument('{"Id":"100%"}')).toEqual({ Id: '100%' });
  });

  test.each(['', '%', '%7B', '[]', 'null', '"text"', 7, undefined, null, []])('is not %j', (text) => {
    expect(decodeDocument(text)).toBeUndefined();
  });
});

describe('statements', () => {
  test('one alone is a list of one, and each element a list', () => {
    const [only] =
      parseStatements({ Statement: { ...statement, Condition: { Bool: { 'aws:SecureTransport': true } } } }) ?? [];
    expect(only).toEqual({
      effect: 'Allow',
      action: ['s3:GetObject'],
      notAction: undefined,
      resource: ['*'],
      notResource: undefined,
      principals: {},
      conditions: [{ operator: 'Bool', key: 'aws:SecureTransport', values: ['true'] }],
    });
  });

  test('a star alone is any AWS principal', () => {
    expect(parseStatements({ Statement: { ...statement, Principal: '*' } })?.[0]?.principals).toEqual({ AWS: ['*'] });
  });

  test('a document without statements has none', () => {
    expect(parseStatements({})).toEqual([]);
  });

  const malformed: Readonly<Record<string, unknown>> = {
    'no object': 'Allow',
    'no effect': { ...statement, Effect: 'Maybe' },
    'no action': { ...statement, Action: undefined },
    'two actions': { ...statement, NotAction: '*' },
    'an action that is no text': { ...statement, Action: [7] },
    'a principal that is no map': { ...statement, Principal: 7 },
    'a condition that is no map': { ...statement, Condition: [] },
    'an operator that is no map': { ...statement, Condition: { StringLike: 'x' } },
  };
  test.each(Object.entries(malformed))('%s makes the document malformed', (_, raw) => {
    expect(parseStatements({ Statement: [statement, raw] })).toBeUndefined();
  });
});
