import { afterEach, describe, expect, it } from 'vitest';
import { requestWaiver } from '#app/waivers/waivers';
import { channels, ruleOf } from '../alert/alert-shop.ts';
import { close } from '../alert/alert-slack.ts';
import { usualAccess } from '../../support/slack-office.ts';
import { actingShop } from '../../support/acting-shop.ts';

afterEach(close);

const day = 86_400_000;
const risk = {
  reason: { type: 'plain_text_input', value: 'A lab without any data in it.' },
  scope: { type: 'radio_buttons', selected_option: { value: 'finding' } },
  until: { type: 'datepicker', selected_date: '2026-11-20' },
};

async function asked(more: object = {}) {
  const shop = await actingShop({ rules: [ruleOf('high')] });
  await shop.judge({ a: false });
  await shop.clock.sleep(3_600_000);
  await shop.judge({ a: true });
  await shop.press('U0ANA', 'accept-risk');
  await shop.send({ ...risk, ...more });
  await shop.minute();
  const [waiver] = await shop.memory.waivers.all();
  return { shop, id: waiver?.id ?? '' };
}

describe('a request to accept a risk', () => {
  it('has a message of its own in the channel, with what it would hide and who may decide', async () => {
    const { shop, id } = await asked();
    expect(shop.newest()).toContain('Accept this risk?');
    for (const said of ['A lab without any data in it.', '1 open finding', id, '<@U0ANA>'])
      expect(shop.newest()).toContain(said);
  });

  it('is granted by a risk owner: its message says so, and the buttons are gone', async () => {
    const { shop, id } = await asked();
    expect(await shop.press('U0BEN', 'grant-waiver')).toEqual({
      is: 'refused',
      says: 'You are not named in access.riskOwners.',
    });
    await shop.minute();
    expect((await shop.press('U0CISO', 'grant-waiver')).says).toBe(`${id} is approved, until 2026-11-20 00:00 UTC.`);
    await shop.minute();
    expect(shop.newest()).toContain('approved by <@U0CISO>');
    await expect(shop.press('U0CISO', 'deny-waiver')).rejects.toThrow('stands on no message');
  });

  it('is turned down until something is otherwise, which its message says; then it is asked for again', async () => {
    const { shop, id } = await asked();
    await shop.press('U0CISO', 'change-waiver');
    expect(shop.form()).toContain('What has to be otherwise?');
    await shop.send({ why: { type: 'plain_text_input', value: 'A week is enough for a lab.' } });
    expect(shop.outcomes.at(-1)?.says).toContain(`Changes of ${id} are asked for: it hides nothing`);
    await shop.minute();
    expect(shop.newest()).toContain('changes are asked for: A week is enough for a lab.');
    expect((await shop.memory.waivers.get(id))?.waiver).toMatchObject({ ended: { kind: 'denied' } });
    expect((await shop.memory.findings())[0]?.status).toBe('open');
    await shop.press('U0ANA', 'renew-waiver');
    expect(shop.form()).toContain('Why is it acceptable?');
    await shop.send({ ...risk, until: { type: 'datepicker', selected_date: '2026-11-09' } });
    await shop.minute();
    expect(shop.newest()).toContain('Accept this risk?');
  });

  it('that was made on the command line has its message within a minute', async () => {
    const shop = await actingShop({ rules: [ruleOf('high')] });
    await shop.judge({ a: true });
    const [finding] = await shop.memory.findings();
    const at = new Date(shop.clock.now()).toISOString();
    await requestWaiver(
      { memory: shop.memory, file: shop.policy, at },
      {
        ...{ finding: finding!.id, width: 'finding' as const, by: 'ben@example.com', owner: 'team-a' },
        ...{ reason: 'It is going away next week.', until: '2026-11-20T00:00:00.000Z' },
      },
    );
    await shop.minute();
    expect(shop.newest()).toContain('It is going away next week.');
    await shop.press('U0CISO', 'history');
    expect(shop.outcomes.at(-1)?.says).toContain('requested by ben@example.com: It is going away next week.');
    await shop.press('U0CISO', 'evidence');
    expect(shop.outcomes.at(-1)?.says).toContain('Door a is open');
    await shop.press('U0CISO', 'deny-waiver');
    await shop.minute();
    expect(shop.newest()).toContain('denied by <@U0CISO>');
  });

  it('is approved by nobody who may be the one who asked, under another name', async () => {
    const shop = await actingShop({ rules: [ruleOf('high')] });
    await shop.judge({ a: true });
    const [finding] = await shop.memory.findings();
    const at = new Date(shop.clock.now()).toISOString();
    const wish = {
      ...{ finding: finding!.id, width: 'finding' as const, owner: 'team-a' },
      ...{ reason: 'It is going away next week.', until: '2026-11-20T00:00:00.000Z' },
    };
    await requestWaiver({ memory: shop.memory, file: shop.policy, at }, { ...wish, by: 'cleo@example.com' });
    await shop.minute();
    expect((await shop.press('U0CISO', 'grant-waiver')).says).toMatch(
      /requested by cleo@example.com, who cannot approve/,
    );
  });

  it('names whom the requester picked, and says why one cannot decide', async () => {
    const { shop } = await asked({ approver: { type: 'users_select', selected_user: 'U0CISO' } });
    expect(shop.newest()).toContain('<@U0CISO> is asked to decide');
    expect(shop.outcomes.at(-1)?.says).toContain('<@U0CISO> is named in the request; a direct message takes');
    await close();
    const other = await asked({ approver: { type: 'users_select', selected_user: 'U0BEN' } });
    expect(other.shop.outcomes.at(-1)?.says).toContain(
      '<@U0BEN> was not asked: They are not named in access.riskOwners.',
    );
    expect(other.shop.newest()).not.toContain('is asked to decide');
  });
});

describe('an accepted risk that is about to end', () => {
  async function ending() {
    const { shop, id } = await asked();
    await shop.press('U0CISO', 'grant-waiver');
    const granted = (await shop.memory.waivers.get(id))?.waiver;
    const { until = '', owner = '', reason = '', approver = '' } = granted?.granted ?? {};
    const [finding] = await shop.memory.findings();
    shop.policy = {
      ...shop.policy,
      access: usualAccess,
      waivers: [{ ...{ id, rule: finding!.rule, owner, approver, reason, until }, resource: finding!.resource.id }],
    };
    await shop.judge({ a: true }, { kind: 're-evaluation' });
    await shop.minute(4 * day);
    return { shop, id };
  }

  it('is asked for once more from its message', async () => {
    const { shop, id } = await ending();
    expect(
      shop
        .messages(channels.platform)
        .map((it) => JSON.stringify(it))
        .join(),
    ).toContain('Acceptance ends');
    await shop.press('U0ANA', 'renew-waiver');
    await shop.send({ ...risk, until: { type: 'datepicker', selected_date: '2026-12-20' } });
    await shop.minute();
    expect((await shop.memory.waivers.get(id))?.waiver.asked?.until).toBe('2026-12-20T00:00:00.000Z');
    expect(shop.newest()).toContain('Accept for longer?');
  });

  it('ends without another reminder where somebody lets it, and says who', async () => {
    const { shop } = await ending();
    expect((await shop.press('U0ANA', 'let-expire')).says).toContain('It ends on 2026-11-20');
    await shop.minute();
    const before = shop.messages().filter((it) => JSON.stringify(it).includes('Acceptance ends'));
    expect(JSON.stringify(before.at(-1)?.versions.at(-1)?.payload)).toContain('<@U0ANA> lets it end');
    await shop.minute(12 * day);
    expect(shop.messages().filter((it) => JSON.stringify(it).includes('Acceptance ends'))).toHaveLength(before.length);
  });
});
