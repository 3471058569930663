import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayApprove, type Decided } from '#engine/people/access';
import { named, sameHuman, type Human } from '#engine/people/same-human';
import type { Access } from '#model';

const slack = (user: string, email?: string): Human => ({
  ...{ id: `slack:T0/${user}`, slackUser: user },
  ...(email !== undefined && { email }),
});
const session = (role: string, name: string): string => `arn:aws:sts::123456789012:assumed-role/${role}/${name}`;
const user = (name: string): string => `arn:aws:iam::123456789012:user/${name}`;

describe('two names', () => {
  it.each<[string, Human, Human, string]>([
    ['of two users of Slack are two people', slack('U0ANA'), slack('U0BEN'), 'other'],
    ['of one user of Slack are one', slack('U0ANA'), named('slack:T0/U0ANA'), 'same'],
    ['with the address that Slack knows are one', slack('U0ANA', 'Ana@example.com'), named('ana@example.com'), 'same'],
    ['with other addresses are two', slack('U0ANA', 'ana@example.com'), named('ben@example.com'), 'other'],
    [
      'of which one is a session with that address are one',
      slack('U0ANA', 'ana@example.com'),
      named(session('AWSReservedSSO_ops', 'ana@example.com')),
      'same',
    ],
    [
      'of which one is a session with another address are two',
      slack('U0ANA', 'ana@example.com'),
      named(session('AWSReservedSSO_ops', 'ben@example.com')),
      'other',
    ],
    [
      'of Slack and of IAM cannot be told apart without addresses',
      slack('U0ANA', 'ana@example.com'),
      named(user('a')),
      'unknown',
    ],
    ['of Slack without an address and an address cannot', slack('U0ANA'), named('ben@example.com'), 'unknown'],
    ['of two sessions of one role cannot', named(session('ops', 'ana')), named(session('ops', 'ben')), 'unknown'],
    ['of two sessions of two roles cannot', named(session('dev', 'ana')), named(session('ops', 'x')), 'unknown'],
    [
      'of two sessions cannot, whatever address whoever took the role has written into its name',
      named(session('dev', 'ana@example.com')),
      named(session('ops', 'ben@example.com')),
      'unknown',
    ],
    ['of a user of IAM and of a session cannot', named(user('ana')), named(session('ops', 'ben')), 'unknown'],
    [
      'of two sessions that IAM Identity Center named are two',
      named(session('AWSReservedSSO_dev', 'ana')),
      named(session('AWSReservedSSO_dev', 'ben')),
      'other',
    ],
    [
      'of one user of IAM Identity Center in two roles are one',
      named(session('AWSReservedSSO_dev', 'ana')),
      named(session('AWSReservedSSO_ops', 'Ana')),
      'same',
    ],
    ['of two IAM users are two', named(user('ana')), named(user('ben')), 'other'],
    ['of a machine are told apart by their text', named('ana'), named('ben'), 'other'],
    ['a name and an address of another are two', named('ana'), named('ben@example.com'), 'other'],
    [
      'a name and an address that begins with it cannot be told apart',
      named('ana'),
      named('ana@example.com'),
      'unknown',
    ],
    ['a name of a machine and a user of Slack cannot', named('ben'), slack('U0ANA', 'ana@example.com'), 'unknown'],
    ['of which one is the policy are two', named('policy'), slack('U0ANA'), 'other'],
  ])('%s', (_, one, other, is) => {
    expect(sameHuman({}, one, other)).toBe(is);
    expect(sameHuman({}, other, one)).toBe(is);
  });

  const access: Access = {
    identities: [
      { slackUsers: ['U0ANA'], principals: [user('ana')], emails: ['ana@example.com'] },
      { slackUsers: ['U0BEN'], principals: [session('ops', 'ben')] },
    ],
  };

  it('of one identity are one, and of two identities two', () => {
    expect(sameHuman(access, slack('U0ANA'), named(user('ana')))).toBe('same');
    expect(sameHuman(access, slack('U0ANA'), named('ANA@example.com'))).toBe('same');
    expect(sameHuman(access, slack('U0BEN'), named(user('ana')))).toBe('other');
    expect(sameHuman(access, slack('U0ANA'), named(session('ops', 'ben')))).toBe('other');
    expect(sameHuman(access, slack('U0CLEO'), named(user('ana')))).toBe('unknown');
  });

  it('are as alike one way round as the other, and nobody is another than himself', () => {
    const name = fc.oneof(
      fc.constantFrom('slack:T0/U0ANA', 'slack:T0/U0BEN', 'ana', 'ana@example.com', 'policy', ''),
      fc.constantFrom(user('ana'), session('ops', 'ana'), session('ops', 'ana@example.com')),
    );
    fc.assert(
      fc.property(name, name, (one, other) => {
        expect(sameHuman(access, named(one), named(other))).toBe(sameHuman(access, named(other), named(one)));
        if (one === other && !['policy', ''].includes(one))
          expect(sameHuman(access, named(one), named(other))).toBe('same');
      }),
    );
  });
});

describe('who approves under another name', () => {
  const plan: Decided = {
    ...{ impact: 'disruptive', target: 'aws:123456789012:eu-west-1', proposedBy: user('ana'), selfApprove: true },
  };
  const access: Access = { approvers: [{ slackUsers: ['U0ANA', 'U0BEN'], impacts: ['none', 'disruptive'] }] };

  it('is refused where it cannot be told, with what cures it', () => {
    expect(mayApprove(access, slack('U0BEN', 'ben@example.com'), plan)).toEqual({
      may: false,
      why: `Whether you are ${user('ana')} yourself cannot be told: ask an admin to name both of you in access.identities, or to give the app users:read.email.`,
    });
  });

  it('is refused where it is one human, and let in where it is another', () => {
    const identities = [
      { slackUsers: ['U0ANA'], principals: [user('ana')] },
      { slackUsers: ['U0BEN'], emails: ['ben@example.com'] },
    ];
    const known = { ...access, identities };
    expect(mayApprove(known, slack('U0ANA'), plan)).toMatchObject({
      why: 'A disruptive fix is approved by somebody else than who proposed it.',
    });
    expect(mayApprove(known, slack('U0BEN'), plan)).toEqual({ may: true });
  });

  it('approves his own by any name where it is not disruptive and policy lets him', () => {
    expect(mayApprove(access, slack('U0ANA'), { ...plan, impact: 'none' })).toEqual({ may: true });
    expect(mayApprove(access, slack('U0ANA'), { ...plan, impact: 'none', selfApprove: false }).may).toBe(false);
  });
});
