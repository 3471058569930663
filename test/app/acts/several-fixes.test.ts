import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ShoalwatchError } from '#model';
import {
  channel,
  fakeFixes,
  findingOf,
  office,
  postBulletin,
  postCard,
  toldTo,
  usualAccess,
  type Office,
} from '../../support/slack-office.ts';
import { demoWorkspace } from '../../sim/slack/workspace.ts';

let it_: Office;

beforeEach(async () => {
  it_ = await office({ scopes: [...demoWorkspace.scopes, 'im:write'] });
});

afterEach(async () => {
  await it_.close();
});

const press = async (user: string, ts: string, action: string): Promise<string> => {
  await it_.slack.press({ user, channel, ts, action });
  await it_.idle();
  return it_.outcomes.at(-1)?.says ?? '';
};

const sent = async (values: Readonly<Record<string, object>>): Promise<string> => {
  const state = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { [name]: value }]));
  const { body } = await it_.slack.submit(it_.slack.state.views.at(-1)?.id ?? '', state);
  await it_.idle();
  return body === '' ? (it_.outcomes.at(-1)?.says ?? '') : body;
};

const chosen = (...ids: readonly string[]): object => ({
  type: 'checkboxes',
  selected_options: ids.map((value) => ({ value })),
});
const form = (): string => JSON.stringify(it_.slack.state.views.at(-1)?.view);
/** Three findings of one group: another key of the same door. */
const several = ['d1', 'd2', 'd3'].map((id) => ({ ...findingOf('door'), id }));

describe('the form for several fixes', () => {
  it('proposes what is chosen, and nothing else', async () => {
    const { fixes, done } = fakeFixes({});
    it_.desk = { ...it_.desk, fixes };
    const { ts } = await postCard(it_, several, { acts: ['propose-all'] });
    await press('U0ANA', ts, 'propose-all');
    expect(form()).toContain('"value":"d3"');
    expect(await sent({ 'findings-1': chosen('d1', 'd3', 'd-of-others') })).toBe(
      '2 plans are proposed, each with a message of its own.',
    );
    expect(done.map(([what, id]) => `${what} ${id}`)).toEqual(['propose d1', 'propose d3']);
  });

  it('goes on where one of them cannot be planned, and says why', async () => {
    const { fixes, done } = fakeFixes({});
    const propose: typeof fixes.propose = (finding, by) =>
      finding === 'd1' ? Promise.reject(new ShoalwatchError('input', 'it is <gone>')) : fixes.propose(finding, by);
    it_.desk = { ...it_.desk, fixes: { ...fixes, propose } };
    const { ts } = await postCard(it_, several, { acts: ['propose-all'] });
    await press('U0ANA', ts, 'propose-all');
    expect(await sent({ 'findings-1': chosen('d1', 'd2') })).toBe(
      '1 plan is proposed, each with a message of its own.\n1 cannot be planned:\n• door: it is &lt;gone&gt;',
    );
    expect(done).toHaveLength(1);
  });

  it('is kept open where nothing is chosen, and is for responders', async () => {
    const { fixes, done } = fakeFixes({});
    it_.desk = { ...it_.desk, fixes };
    const { ts } = await postCard(it_, several, { acts: ['propose-all'] });
    await press('U0ANA', ts, 'propose-all');
    expect(JSON.parse(await sent({ 'findings-1': chosen() }))).toEqual({
      ...{ response_action: 'errors', errors: { 'findings-1': 'Choose at least one.' } },
    });
    await press('U0CISO', ts, 'propose-all');
    expect(form()).toContain('You are not named in access.responders.');
    expect(done).toEqual([]);
  });
});

describe('the form for the values of a plan', () => {
  const target = 'aws:123456789012:eu-west-1';
  const plan = { impact: 'disruptive', target, proposedBy: 'slack:T0SHOAL/U0ANA' } as const;

  it('plans anew with what is written, and says what cannot be written', async () => {
    const { fixes, done } = fakeFixes({ 'p-1': plan });
    it_.desk = { ...it_.desk, fixes };
    const ts = await postBulletin(it_, 'p-1', { acts: ['edit-fix'] });
    await press('U0BEN', ts, 'edit-fix');
    expect(form()).toContain('203.0.113.0/24');
    const name = 'v-addresses-allowedCidrs';
    expect(JSON.parse(await sent({ [name]: { type: 'plain_text_input', value: '10.0.0.0' } }))).toEqual({
      response_action: 'errors',
      errors: { [name]: '"10.0.0.0" is no network such as 203.0.113.0/24.' },
    });
    expect(await sent({ [name]: { type: 'plain_text_input', value: '10.0.0.0/8' } })).toBe('p-1 is planned anew.');
    expect(done).toEqual([['edit', `p-1 {"${name}":"10.0.0.0/8"}`, 'slack:T0SHOAL/U0BEN']]);
  });

  it('is for responders and for those who may approve the plan', async () => {
    const { fixes } = fakeFixes({ 'p-1': plan });
    it_.desk = { ...it_.desk, fixes };
    const ts = await postBulletin(it_, 'p-1', { acts: ['edit-fix'] });
    await press('U0CISO', ts, 'edit-fix');
    expect(form()).toContain('You are not named in access.responders.');
  });
});

describe('a plan that was proposed under another name', () => {
  const target = 'aws:123456789012:eu-west-1';
  const approve = async (proposedBy: string, access = usualAccess): Promise<readonly [string, number]> => {
    const { fixes, done } = fakeFixes({ 'p-1': { impact: 'disruptive', target, proposedBy } });
    it_.desk = { ...it_.desk, fixes };
    it_.policy.is = { ...it_.policy.is, access };
    const ts = await postBulletin(it_, 'p-1', { acts: ['approve'] });
    return [await press('U0BEN', ts, 'approve'), done.length];
  };
  const arn = 'arn:aws:iam::123456789012:user/ben';

  it('by the e-mail address of the same person is not approved by him', async () => {
    expect(await approve('BEN@example.com')).toEqual([
      'A disruptive fix is approved by somebody else than who proposed it.',
      0,
    ]);
  });

  it('by a session that is named after him is not approved by him', async () => {
    const session = 'arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_ops/ben@example.com';
    expect((await approve(session))[1]).toBe(0);
  });

  it('by a principal that nobody can place is approved by nobody, with what cures it', async () => {
    const [says, done] = await approve(arn);
    expect(says).toContain('ask an admin to name both of you in access.identities');
    expect(done).toBe(0);
  });

  it('by somebody else is approved', async () => {
    expect((await approve('ana@example.com'))[1]).toBe(1);
  });

  it('by a principal of somebody else is approved where the policy says whose it is', async () => {
    const identities = [{ slackUsers: ['U0BEN'] }, { slackUsers: ['U0ANA'], principals: [arn] }];
    expect((await approve(arn, { ...usualAccess, identities }))[1]).toBe(1);
  });
});

describe('people who are told directly, where the app may', () => {
  const direct = (user: string): readonly string[] =>
    it_.slack.state.messages
      .filter((message) => message.channel === `D${user.slice(1)}`)
      .map(({ versions }) => String(versions.at(-1)?.payload['text']));

  it('whoever is given something is told what, and where it stands', async () => {
    const { ts } = await postCard(it_, [findingOf('d1')], { acts: ['assign'] });
    await press('U0ANA', ts, 'assign');
    await sent({ assignee: { type: 'users_select', selected_user: 'U0BEN' } });
    expect(toldTo(it_, 'U0ANA').at(-1)).toBe('*door-high in d1* is with <@U0BEN>. They have been told.');
    const link = `https://slack.com/archives/${channel}/p${ts.replace('.', '')}`;
    expect(direct('U0BEN')).toEqual([`You look after *door-high in d1* now. <${link}|Its card>`]);
  });

  it('whoever is picked to decide about a risk is asked, and who asked hears what was decided', async () => {
    const { ts } = await postCard(it_, [findingOf('d1')], { acts: ['accept-risk'] });
    await press('U0ANA', ts, 'accept-risk');
    await sent({
      reason: { type: 'plain_text_input', value: 'A lab <!channel> without any data.' },
      until: { type: 'datepicker', selected_date: '2026-12-01' },
      approver: { type: 'users_select', selected_user: 'U0CISO' },
    });
    expect(direct('U0CISO')[0]).toMatch(/^<@U0ANA> asks you to accept a risk until 2026-12-01.*A lab &lt;!channel&gt;/);
    const [asked] = await it_.memory.waivers.all();
    const card = await postBulletin(it_, asked!.id, { acts: ['deny-waiver'] });
    expect(await press('U0CISO', card, 'deny-waiver')).toBe(`${asked!.id} is denied. <@U0ANA> has been told.`);
    expect(direct('U0ANA')).toEqual([`Your request ${asked!.id}: it is denied`]);
  });
});
