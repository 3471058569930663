import { describe, expect, test } from 'vitest';
import { authorizeIngress, closePorts, revokeIngress } from '#clouds/aws/ec2/security-group/actions';
import { groupIngress } from '#clouds/aws/ec2/security-group/facts';
import type { Edit, Stage } from '#model';
import { groupWith, ruleFor } from '../../../../support/aws/ec2.ts';
import { answerOf } from '../../../../support/aws/fact.ts';

const width = { minPrefix: 8, minPrefixV6: 32 };
const stage: Stage = { find: () => 'absent' };
type Rules = NonNullable<Parameters<typeof groupWith>[0]>;
type Change = typeof revokeIngress.request;

const change = (...rules: Rules): Change => ({ IpPermissions: groupWith(rules).config.IpPermissions ?? [] });
const rulesIn = (edits: readonly Edit[]) =>
  edits.map((edit) => ('put' in edit ? (edit.put.config as Partial<Change>).IpPermissions : undefined));

describe('revoking ingress', () => {
  const revoke = (has: Rules, ...what: Rules) =>
    rulesIn(revokeIngress.simulate(groupWith(has), change(...what), stage));

  test('takes the source out of the entry with the same protocol and ports', () => {
    const has = [ruleFor('tcp 22', '0.0.0.0/0', '10.0.0.0/8'), ruleFor('tcp 443', '0.0.0.0/0')];
    expect(revoke(has, ruleFor('tcp 22', '0.0.0.0/0'))).toEqual([[ruleFor('tcp 22', '10.0.0.0/8'), has[1]]]);
  });

  test('takes an entry without sources away', () => {
    expect(revoke([ruleFor('tcp 22', '::/0', 'pl-1')], ruleFor('tcp 22', '::/0', 'pl-1'))).toEqual([[]]);
  });

  test('leaves groups as sources', () => {
    const has = [ruleFor('tcp 22', '0.0.0.0/0', 'sg-2')];
    expect(revoke(has, ruleFor('tcp 22', '0.0.0.0/0'))).toEqual([[ruleFor('tcp 22', 'sg-2')]]);
  });

  test('changes nothing where the ports differ', () => {
    const has = [ruleFor('tcp 22-23', '0.0.0.0/0'), ruleFor('tcp 21-22', '0.0.0.0/0'), ruleFor('udp 22', '0.0.0.0/0')];
    expect(revoke(has, ruleFor('tcp 22', '0.0.0.0/0'))).toEqual([has]);
  });
});

describe('authorizing ingress', () => {
  const authorize = (has: Rules, ...what: Rules) =>
    rulesIn(authorizeIngress.simulate(groupWith(has), change(...what), stage));

  test('adds an entry', () => {
    const has = [ruleFor('tcp 443', '0.0.0.0/0')];
    expect(authorize(has, ruleFor('tcp 80', '0.0.0.0/0'))).toEqual([[has[0], ruleFor('tcp 80', '0.0.0.0/0')]]);
  });

  test('joins an entry with the same protocol and ports', () => {
    const has = [ruleFor('tcp 22', '10.0.0.0/8', 'sg-2'), ruleFor('tcp 80', '10.0.0.0/8')];
    expect(authorize(has, ruleFor('tcp 22', '10.0.0.0/8', '::/0', 'pl-1'))).toEqual([
      [ruleFor('tcp 22', '10.0.0.0/8', '::/0', 'pl-1', 'sg-2'), has[1]],
    ]);
  });
});

describe('the plan that closes ports', () => {
  const plan = (rules: Rules, ports: readonly number[]) => {
    const group = groupWith(rules);
    const actions = closePorts(group, answerOf(groupIngress, group), ports, width);
    return 'cannot' in actions ? actions.cannot : actions.map(({ action, request }) => [action, request]);
  };
  const bare = (...rules: Rules): Change => ({
    IpPermissions: change(...rules).IpPermissions.map(({ UserIdGroupPairs: _, ...rest }) => rest),
  });

  test('revokes the wide source and leaves the others', () => {
    expect(plan([ruleFor('tcp 22', '0.0.0.0/0', '203.0.113.0/24', 'sg-2')], [22])).toEqual([
      ['ec2.revoke-ingress', bare(ruleFor('tcp 22', '0.0.0.0/0'))],
    ]);
  });

  test('gives the rest of a wide range back before it revokes the range', () => {
    expect(plan([ruleFor('tcp 20-443', '0.0.0.0/0', '10.0.0.0/8')], [22, 25])).toEqual([
      [
        'ec2.authorize-ingress',
        bare(ruleFor('tcp 20-21', '0.0.0.0/0'), ruleFor('tcp 23-24', '0.0.0.0/0'), ruleFor('tcp 26-443', '0.0.0.0/0')),
      ],
      ['ec2.revoke-ingress', bare(ruleFor('tcp 20-443', '0.0.0.0/0'))],
    ]);
  });

  test('does not give back what another entry already lets in', () => {
    expect(plan([ruleFor('tcp 21-22', '0.0.0.0/0'), ruleFor('tcp 21', '0.0.0.0/0')], [22])).toEqual([
      ['ec2.revoke-ingress', bare(ruleFor('tcp 21-22', '0.0.0.0/0'))],
    ]);
  });

  test('keeps the description of what it gives back', () => {
    const rules = [{ ...ruleFor('tcp 22-23'), IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'old' }] }];
    expect(plan(rules, [22])).toMatchObject([
      ['ec2.authorize-ingress', { IpPermissions: [{ IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'old' }] }] }],
      ['ec2.revoke-ingress', { IpPermissions: [{ FromPort: 22, ToPort: 23 }] }],
    ]);
  });

  test('leaves entries alone that do not cover an open port', () => {
    expect(plan([ruleFor('tcp 22', '::/0'), ruleFor('tcp 443', '::/0')], [22])).toEqual([
      ['ec2.revoke-ingress', bare(ruleFor('tcp 22', '::/0'))],
    ]);
  });

  test('cannot be made for rules that could not be read', () => {
    const group = groupWith(undefined);
    expect(closePorts(group, answerOf(groupIngress, group), [22], width)).toEqual({
      cannot: 'its rules could not be read: The answer has no IpPermissions.',
    });
  });
});
