import { expect, test } from 'vitest';
import { anyOf, whereWatched } from '#clouds/azure/aks/cluster/inside-facts';
import { saidAt } from '#clouds/azure/aks/cluster/said-facts';
import { unknown } from '#rule';
import { aksWith } from '../../../support/azure/aks.ts';

const path = 'apiServerAccessProfile.disableRunCommand';
const ranges = { authorizedIPRanges: ['52.10.1.0/24'] };

test('what a cluster says is shown with what it should say', () => {
  const { config } = aksWith({ apiServerAccessProfile: { disableRunCommand: false } });
  expect(saidAt(config, path)).toEqual({ at: path, actual: false, expected: true });
  expect(saidAt(config, path, 'yes')).toEqual({ at: path, actual: false, expected: 'yes' });
});

test('where it says nothing, the deepest part that it holds is shown', () => {
  const { config } = aksWith({ apiServerAccessProfile: ranges });
  expect(saidAt(config, path)).toEqual({
    at: 'apiServerAccessProfile',
    actual: ranges,
    expected: { disableRunCommand: true },
  });
});

test('where it holds no part of the path, the path is named', () => {
  expect(saidAt(aksWith().config, path)).toEqual({
    at: '',
    actual: `no ${path}`,
    expected: { apiServerAccessProfile: { disableRunCommand: true } },
  });
});

test('of several objects one that is there counts, then one that is not known', () => {
  const unread = unknown('denied', 'It was refused.');
  expect(anyOf([unread, 'absent', { name: 'it' }])).toEqual({ name: 'it' });
  expect(anyOf(['absent', unread])).toBe(unread);
  expect(anyOf(['absent', 'absent'])).toBe('absent');
  expect(anyOf([])).toBe('absent');
});

test('a cluster whose inside nobody watches shows nothing; one that refuses is not known', () => {
  const outside = unknown('outside', 'It is not watched.');
  const notInFiles = unknown('not-in-files', 'No file holds it.');
  const denied = unknown('denied', 'It was refused.');
  expect([outside, notInFiles, 'absent' as const].map((it) => whereWatched(it))).toEqual(Array(3).fill('absent'));
  expect(whereWatched(denied)).toBe(denied);
});
