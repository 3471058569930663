import { expect, it } from 'vitest';
import { evidenceAt } from '#engine/custom/custom-evidence';

const config = { text: 'abc', none: null, labels: {}, list: ['x', { y: 1 }], 'a-b': { c: 1 } };

it.each([
  ['the field', [['text']], [{ at: 'text', actual: 'abc' }]],
  ['an entry of a list', [['list', '1', 'y']], [{ at: 'list[1].y', actual: 1 }]],
  ['the text, of which a field is read', [['text', 'length']], [{ at: 'text', actual: 'abc' }]],
  ['the text, of which no field is there', [['text', 'b']], [{ at: 'text', actual: 'abc' }]],
  ['null, of which a field is read', [['none', 'a']], [{ at: 'none', actual: null }]],
  ['the map, and nothing that every map inherits', [['labels', 'constructor']], [{ at: 'labels', actual: {} }]],
  ['the whole before a key that is no name', [['a-b', 'c']], [{ at: '', actual: config }]],
  ['the whole where nothing is read', [], [{ at: '', actual: config }]],
  ['a part, and not the whole beside it', [['no'], ['text']], [{ at: 'text', actual: 'abc' }]],
  ['each place once', [['text'], ['text', 'b']], [{ at: 'text', actual: 'abc' }]],
])('evidence is %s', (_, reads, [first]) => {
  expect(evidenceAt(config, reads, 'it is so')).toEqual([{ ...first, expected: 'it is so' }]);
});

it('of a configuration that is no map is that configuration', () => {
  expect(evidenceAt(null, [['a']], 'x')).toEqual([{ at: '', actual: null, expected: 'x' }]);
  expect(evidenceAt('text', [['length']], 'x')).toEqual([{ at: '', actual: 'text', expected: 'x' }]);
});
