import { expect, it } from 'vitest';
import { forbiddenReaches, type Module } from '../../tools/floors/reaches.ts';

const facts = 'src/clouds/aws/eks/cluster/facts.ts';
const module = (source: string, ...to: readonly (readonly [string, ...string[]])[]): Module => ({
  source,
  dependencies: to.map(([resolved, ...dependencyTypes]) => ({ resolved, dependencyTypes })),
});

it('facts do not reach an SDK, over however many modules', () => {
  const modules = [
    module(facts, ['src/clouds/aws/session.ts', 'local']),
    module('src/clouds/aws/session.ts', ['src/clouds/aws/clients.ts', 'local']),
    module('src/clouds/aws/clients.ts', ['node_modules/@aws-sdk/client-eks/dist-cjs/index.js', 'npm']),
  ];
  expect(forbiddenReaches(modules)).toEqual([
    `${facts} -> src/clouds/aws/session.ts -> src/clouds/aws/clients.ts -> node_modules/@aws-sdk/client-eks/dist-cjs/index.js`,
  ]);
});
it('the file system is a way out, hashing is none', () => {
  expect(forbiddenReaches([module(facts, ['fs', 'core'])])).toEqual([`${facts} -> fs`]);
  expect(forbiddenReaches([module(facts, ['crypto', 'core'])])).toEqual([]);
});
it('types are no way, and a circle ends', () => {
  const circle = module('src/clouds/aws/b.ts', [facts, 'local']);
  const typed = module(facts, ['node_modules/@aws-sdk/client-eks/x.js', 'npm', 'type-only'], [circle.source, 'local']);
  expect(forbiddenReaches([typed, circle])).toEqual([]);
});
it('what collects may reach everything', () => {
  expect(forbiddenReaches([module('src/clouds/aws/eks/cluster/collect.ts', ['fs', 'core'])])).toEqual([]);
});
