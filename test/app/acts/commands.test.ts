import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scan } from '#app/scan';
import { snapshotsOf } from '#engine/snapshot-id';
import { aDoor, door, lock, snapshot } from '../../engine/shop.ts';
import { findingOf, office, postCard, toldTo, usualAccess, type Office } from '../../support/slack-office.ts';

let it_: Office;

beforeEach(async () => {
  it_ = await office();
});

afterEach(async () => {
  await it_.close();
});

const type = async (user: string, text: string): Promise<string> => {
  it_.time.now += 1000;
  await it_.slack.command({ user, channel: 'C0STRANGE', text });
  await it_.idle();
  return it_.outcomes.at(-1)?.says ?? '';
};

describe('/shoalwatch', () => {
  it('says what it can do, and what was meant', async () => {
    expect(await type('U0CISO', '')).toContain('`/shoalwatch status`');
    expect(await type('U0CISO', 'stauts')).toContain('There is no command stauts. Did you mean status?');
    expect(toldTo(it_, 'U0CISO')).toHaveLength(2);
  });

  it('says how the estate stands', async () => {
    expect(await type('U0CISO', 'status')).toContain('Nothing has been scanned yet');
  });

  it('lists what is open, by severity and cluster', async () => {
    await postCard(it_, [findingOf('d1'), findingOf('d2', 'critical')], { acts: [] });
    expect(await type('U0CISO', 'open')).toMatch(
      /^\*2 findings open\*\n• CRITICAL {2}`d2` {2}d2: d2 is open\.\n• HIGH/,
    );
    expect(await type('U0CISO', 'open critical')).toContain('*1 finding open*');
    expect(await type('U0CISO', 'open high d2')).toBe('Nothing is open in d2 as high.');
    expect(await type('U0CISO', 'open high d22')).toBe(
      'No cluster is called d22, as far as anything was ever found in it. Did you mean d2?',
    );
    expect(await type('U0CISO', 'open critcal')).toContain('Did you mean critical?');
    expect(await type('U0CISO', 'open d1')).toContain('*1 finding open*');
  });

  it('shows a finding, and explains a rule', async () => {
    await postCard(it_, [findingOf('d1')], { acts: [] });
    expect(await type('U0CISO', 'show d1')).toContain('HIGH  ·  open');
    expect(await type('U0CISO', 'show d11')).toBe('No finding is called d11. Did you mean d1?');
    expect(await type('U0CISO', 'explain door-high')).toContain('shoalwatch explain door-high');
    expect(await type('U0CISO', 'explain door-hihg')).toBe('No rule is called door-hihg. Did you mean door-high?');
    expect(await type('U0CISO', 'waivers')).toBe('No risk is accepted, and none waits for a decision.');
  });

  it('orders a scan for responders', async () => {
    const ordered: string[] = [];
    const sweep = (target: string, by: string): Promise<string> => {
      ordered.push(`${target} ${by}`);
      return Promise.resolve('It is read now.');
    };
    expect(await type('U0ANA', 'scan aws:1:eu')).toBe('A scan cannot be ordered here: run `shoalwatch scan`.');
    it_.desk = { ...it_.desk, sweep };
    expect(await type('U0CISO', 'scan aws:1:eu')).toBe('You are not named in access.responders.');
    expect(await type('U0ANA', 'scan aws:1:eu')).toBe('It is read now.');
    expect(ordered).toEqual(['aws:1:eu slack:T0SHOAL/U0ANA']);
  });

  it('orders a scan of one target that a run knew, and says what was meant', async () => {
    const swept: string[] = [];
    const sweep = (target: string): Promise<string> => Promise.resolve(`${swept.push(target)}`);
    it_.desk = { ...it_.desk, sweep };
    const startedAt = new Date(it_.time.now).toISOString();
    await scan({
      snapshots: snapshotsOf([{ ...snapshot([aDoor('a', {})]), startedAt }], [door, lock]),
      ...{
        rules: [],
        policy: it_.policy.is,
        memory: it_.memory,
        clock: { ...it_.desk.clock, sleep: () => Promise.resolve() },
        startedAt,
      },
    });
    expect(await type('U0ANA', 'scan')).toBe('Say which target: `/shoalwatch scan aws:1:eu`.');
    expect(await type('U0ANA', 'scan aws:1:eus')).toBe('No sweep has found a target aws:1:eus. Did you mean aws:1:eu?');
    expect(await type('U0ANA', `scan ${'<!channel>'.repeat(50)}`)).not.toContain('<!channel>');
    expect(swept).toEqual([]);
    await type('U0ANA', 'scan aws:1:eu');
    expect(swept).toEqual(['aws:1:eu']);
  });

  it('says what is missing where a word is', async () => {
    expect(await type('U0CISO', 'show')).toContain('Say which finding');
    expect(await type('U0CISO', 'explain')).toContain('Say which rule');
  });

  it('throws the kill switch for approvers, and for nobody else', async () => {
    expect(await type('U0GUEST', 'pause remediation')).toBe('Guests of the workspace may not use Shoalwatch.');
    it_.policy.is = { ...it_.policy.is, access: { ...usualAccess, approvers: [{ slackUsers: ['U0BEN'] }] } };
    expect(await type('U0ANA', 'pause remediation')).toBe('You are not named in access.approvers.');
    expect(await it_.memory.pause.get()).toBeUndefined();
    expect(await type('U0BEN', 'pause')).toContain('Fixes are paused');
    expect(await it_.memory.pause.get()).toMatchObject({ paused: true, by: 'slack:T0SHOAL/U0BEN' });
    expect(await type('U0BEN', 'resume everything')).toContain('Only remediation can be paused');
    expect(await type('U0BEN', 'resume remediation')).toBe('Fixes are made again.');
    expect(await it_.memory.pause.history()).toHaveLength(2);
  });

  it('answers text that it was given without letting it call anybody', async () => {
    expect(await type('U0CISO', '<!channel>')).toContain('There is no command &lt;!channel&gt;.');
  });
});
