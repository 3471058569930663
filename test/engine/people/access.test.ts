import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  approversOf,
  groupsIn,
  hasRole,
  mayAccept,
  mayApprove,
  mayPause,
  mayReject,
  mayRespond,
  namesEmails,
  type Actor,
  type Decided,
} from '#engine/people/access';
import type { Access } from '#model';

const ana: Actor = { id: 'slack:T0/U0ANA', slackUser: 'U0ANA' };
const plan: Decided = {
  impact: 'none',
  target: 'aws:123456789012:eu-west-1',
  proposedBy: 'slack:T0/U0BEN',
  selfApprove: false,
};
const approving = (more: object = {}): Access => ({ approvers: [{ slackUsers: ['U0ANA'], ...more }] });

describe('an empty list means nobody', () => {
  it.each<[string, Access]>([
    ['nothing is said', {}],
    ['lists without names', { responders: {}, approvers: [], riskOwners: [] }],
    [
      'entries without names',
      { responders: { slackUsers: [] }, approvers: [{ slackUsers: [] }], riskOwners: [{ emails: [] }] },
    ],
  ])('%s', (_, access) => {
    const answers = [
      mayRespond(access, ana),
      mayApprove(access, ana, plan),
      mayReject(access, ana, plan),
      mayPause(access, ana),
      mayAccept(access, ana, { severity: 'low', days: 1 }),
      hasRole(access, ana),
    ];
    expect(answers.every((it) => !it.may && it.why.includes('ask an admin to set access.'))).toBe(true);
  });

  it('whoever the people are', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (slackUser, email, principal) => {
        const actor = { id: slackUser, slackUser, email, principal, groups: [slackUser] };
        return !mayRespond({ responders: {} }, actor).may && !mayPause({ approvers: [{}] }, actor).may;
      }),
    );
  });
});

describe('who approves', () => {
  it('approves what has no impact unless more is named', () => {
    expect(mayApprove(approving(), ana, plan)).toEqual({ may: true });
    expect(mayApprove(approving(), ana, { ...plan, impact: 'brief' })).toMatchObject({ may: false });
    expect(
      mayApprove(approving({ impacts: ['brief', 'disruptive'] }), ana, { ...plan, impact: 'disruptive' }).may,
    ).toBe(true);
    expect(mayApprove(approving({ impacts: ['brief'] }), ana, plan).may).toBe(false);
  });

  it('approves in the targets that are named', () => {
    const there = approving({ targets: ['aws:123456789012:*', 'gcp:shop'] });
    expect(mayApprove(there, ana, plan).may).toBe(true);
    expect(mayApprove(there, ana, { ...plan, target: 'aws:210987654321:eu-west-1' })).toEqual({
      may: false,
      why: 'No entry of access.approvers is for fixes with the impact none in aws:210987654321:eu-west-1: ask an admin to add one.',
    });
  });

  it('never approves a disruptive fix of his own', () => {
    const mine = { ...plan, proposedBy: ana.id, selfApprove: true };
    const any = approving({ impacts: ['none', 'brief', 'disruptive'] });
    expect(mayApprove(any, ana, { ...mine, impact: 'disruptive' })).toEqual({
      may: false,
      why: 'A disruptive fix is approved by somebody else than who proposed it.',
    });
    expect(mayApprove(any, ana, mine).may).toBe(true);
    expect(mayApprove(any, ana, { ...mine, selfApprove: false }).may).toBe(false);
    expect(mayApprove(any, ana, { ...mine, impact: 'disruptive', proposedBy: ' SLACK:t0/u0ana' }).may).toBe(false);
  });

  it('refuses with the same role, also what he proposed himself', () => {
    expect(mayReject(approving(), ana, plan).may).toBe(true);
    expect(mayReject(approving(), { ...ana, slackUser: 'U0BEN' }, plan)).toEqual({
      may: false,
      why: 'You are not named in access.approvers for fixes with the impact none in aws:123456789012:eu-west-1.',
    });
  });

  it('pauses, whatever he approves', () => {
    expect(mayPause(approving({ targets: ['gcp:none'] }), ana).may).toBe(true);
    expect(mayPause(approving(), { id: 'x', slackUser: 'U0BEN' }).may).toBe(false);
  });

  it('is named in words', () => {
    const access = {
      approvers: [
        { slackGroups: ['S0SRE'], slackUsers: ['U0ANA'] },
        { emails: ['a@b.c'], impacts: ['brief' as const] },
      ],
    };
    expect(approversOf(access, plan)).toBe('U0ANA, S0SRE');
    expect(approversOf(access, { ...plan, impact: 'disruptive' })).toBeUndefined();
  });
});

describe('how people are named', () => {
  const responders = {
    slackGroups: ['S0SRE'],
    emails: ['Ben@Example.com'],
    principals: ['arn:aws:iam::123456789012:role/ops/oncall'],
  };
  const access = { responders };

  it.each<[string, Partial<Actor>, boolean]>([
    ['a member of a group', { groups: ['S0SRE'] }, true],
    ['a member of another group', { groups: ['S0DEV'] }, false],
    ['an e-mail, whatever its case', { email: 'ben@example.com' }, true],
    ['no e-mail', { email: '' }, false],
    ['a session of the role', { principal: 'arn:aws:sts::123456789012:assumed-role/oncall/ana' }, true],
    ['the role of another account', { principal: 'arn:aws:sts::210987654321:assumed-role/oncall/ana' }, false],
    [
      'a session that is called like the role',
      { principal: 'arn:aws:sts::123456789012:assumed-role/dev/oncall' },
      false,
    ],
    ['a user that is called like the role', { principal: 'arn:aws:iam::123456789012:user/oncall' }, false],
    ['the role itself', { principal: 'arn:aws:iam::123456789012:role/ops/oncall' }, true],
  ])('%s', (_, more, may) => {
    expect(mayRespond(access, { id: 'x', ...more }).may).toBe(may);
  });

  it('a group that cannot be read lets nobody in, and says what would', () => {
    const unreadGroups = [{ group: 'S0SRE', why: 'the app has not the scope usergroups:read' }];
    expect(mayRespond(access, { ...ana, unreadGroups })).toEqual({
      may: false,
      why: 'Whether you are in the user group S0SRE cannot be read: the app has not the scope usergroups:read',
    });
    expect(mayRespond(access, { ...ana, email: 'ben@example.com', unreadGroups }).may).toBe(true);
  });

  it('says which groups and whether e-mails have to be looked up', () => {
    expect([groupsIn(access), namesEmails(access)]).toEqual([['S0SRE'], true]);
    expect([groupsIn({}), namesEmails({})]).toEqual([[], false]);
  });
});

describe('who accepts a risk', () => {
  const access: Access = {
    riskOwners: [
      { slackUsers: ['U0ANA'], maxDays: { critical: 3, high: 30 } },
      { slackUsers: ['U0ANA', 'U0BEN'], maxDays: { critical: 7 } },
    ],
  };

  it('for as long as the widest of his entries allows', () => {
    expect(mayAccept(access, ana, { severity: 'critical', days: 7 }).may).toBe(true);
    expect(mayAccept(access, ana, { severity: 'critical', days: 8 })).toEqual({
      may: false,
      why: 'You may accept a critical finding for 7 days at the most, and this is 8.',
    });
    expect(mayAccept(access, { ...ana, slackUser: 'U0BEN' }, { severity: 'high', days: 1 })).toEqual({
      may: false,
      why: 'Your entry of access.riskOwners names no days for high findings.',
    });
  });

  it('not because he is in another role', () => {
    expect(
      mayAccept(
        { ...access, responders: { slackUsers: ['U0EVE'] } },
        { id: 'e', slackUser: 'U0EVE' },
        { severity: 'high', days: 1 },
      ).may,
    ).toBe(false);
    expect(hasRole({ ...access, responders: { slackUsers: ['U0EVE'] } }, { id: 'e', slackUser: 'U0EVE' }).may).toBe(
      true,
    );
  });
});
