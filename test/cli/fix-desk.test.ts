import { expect, test } from 'vitest';
import { sameHuman, named } from '#engine/people/same-human';
import { actorOf } from '../../cli/fix/desk.ts';

const session = (role: string, name: string): string => `arn:aws:sts::111122223333:assumed-role/${role}/${name}`;

test('a session is no other person by the address that whoever took its role has written into its name', () => {
  const proposer = named(session('AWSReservedSSO_dev', 'ana@example.com'));
  expect(sameHuman({}, actorOf(session('ops', 'ben@example.com')), proposer)).toBe('unknown');
  expect(sameHuman({}, actorOf(session('AWSReservedSSO_ops', 'ben@example.com')), proposer)).toBe('other');
  expect(sameHuman({}, actorOf('ana@example.com'), proposer)).toBe('same');
});
