import { canonicalJson } from '#lib/canonical';
import { sha256 } from '#lib/hash';
import { formatTime } from '#lib/time';
import { ShoalwatchError } from '#model';
import type { ActivePolicy, Activation, PolicyMemory, PolicyText, PolicyVersion } from '#model';
import type { Files } from '../files.ts';
import { overlayOn, overlayPlace } from './overlay.ts';
import { actsOf, keepAct, type Acted } from './policy-acts.ts';
import { billsTurn, stampOf } from '../bills/stamp.ts';
import { all, type Table } from '../table.ts';

/** Where the policy is kept. */
export interface PolicyPorts {
  readonly state: Table;
  readonly ledger: Table;
  readonly files: Files;
}

const versionsPlace = 'policy versions';
const activeKey = { partition: 'policy', sort: 'active' };
const sortOf = (version: number): string => version.toString().padStart(9, '0');
const placeOf = (digest: string): string => `policies/${digest.slice(0, 2)}/${digest}.json`;

/** The versions of the policy on a store: documents in files under their digest, one pointer that says which counts. */
export function policiesOn({ state, ledger, files }: PolicyPorts): PolicyMemory {
  const overlay = overlayOn({ state, ledger });

  const newest = async (): Promise<PolicyVersion | undefined> => {
    const { items } = await state.query(versionsPlace, '', { limit: 1, newestFirst: true });
    return items[0]?.body as PolicyVersion | undefined;
  };
  const recordOf = async (version: number): Promise<PolicyVersion | undefined> =>
    (await state.get({ partition: versionsPlace, sort: sortOf(version) }))?.body as PolicyVersion | undefined;

  const versions = async (): Promise<readonly PolicyVersion[]> => {
    const items = await Array.fromAsync(all(state, versionsPlace));
    return items.map(({ body }) => body as PolicyVersion).reverse();
  };

  const flip = async (
    to: (now: ActivePolicy | undefined) => number,
    act: ActivePolicy['act'],
    { ifVersion, ...by }: Activation,
  ): Promise<ActivePolicy> => {
    const item = await state.get(activeKey);
    const now = item?.body as ActivePolicy | undefined;
    if (ifVersion !== undefined && ifVersion !== (now?.version ?? 0)) throw notActive(ifVersion, now);
    const version = to(now);
    if (now?.version === version) return now;
    if (!(await recordOf(version))) throw noSuch(version, await newest());
    // Laid again before the switch: in between they are there twice, and never not at all.
    await overlay.restore(version, by);
    if (item) await keepAct(ledger, activeActed(item.version, item.body as ActivePolicy));
    const body: ActivePolicy = { ...by, version, act, before: now?.version ?? null };
    const put = { ...activeKey, version: (item?.version ?? 0) + 1, body };
    if (!(await state.put(put))) throw overtaken((await state.get(activeKey))?.body as ActivePolicy | undefined);
    await keepAct(ledger, activeActed(put.version, body));
    return body;
  };

  return {
    async push({ document, source, ifVersion, ...by }) {
      const last = await newest();
      if (ifVersion !== undefined && ifVersion !== (last?.version ?? 0)) throw notNewest(ifVersion, last);
      const text = canonicalJson({ document, source });
      const digest = sha256(text);
      if (last?.digest === digest) return last;
      await files.put(placeOf(digest), text);
      const pushed: PolicyVersion = { ...by, version: (last?.version ?? 0) + 1, digest };
      const key = { partition: versionsPlace, sort: sortOf(pushed.version) };
      if (!(await state.put({ ...key, version: 1, body: pushed }))) throw notNewest(last?.version ?? 0, await newest());
      await keepAct(ledger, versionActed(pushed));
      return pushed;
    },
    async version(version) {
      const record = await recordOf(version);
      const body = record && (await files.get(placeOf(record.digest)));
      if (!record) return undefined;
      if (body === undefined) throw lost(record);
      return { ...record, ...(JSON.parse(body) as PolicyText) };
    },
    versions,
    active: async () => (await state.get(activeKey))?.body as ActivePolicy | undefined,
    activate: (version, activation) => flip(() => version, 'activated', activation),
    rollback: (activation) => flip(versionBefore, 'rolled-back', activation),
    overlay: overlay.lying,
    lay: overlay.lay,
    lift: overlay.lift,
    drop: overlay.drop,
    async history() {
      const active = await state.get(activeKey);
      return actsOf(ledger, [
        ...(await versions()).map(versionActed),
        ...(active ? [activeActed(active.version, active.body as ActivePolicy)] : []),
        ...(await overlay.acted()),
      ]);
    },
    stamp: () => stampOf(state, [activeKey.partition, overlayPlace, 'waivers', billsTurn]),
  };
}

const versionActed = ({ version, author, at, message }: PolicyVersion): Acted => ({
  act: { act: 'pushed', version, author, at, ...(message !== undefined && { reason: message }) },
  of: `1 version ${sortOf(version)}`,
});

const activeActed = (turn: number, { before: _, ...act }: ActivePolicy): Acted => ({
  act,
  of: `2 active ${sortOf(turn)}`,
});

function versionBefore(now: ActivePolicy | undefined): number {
  if (now && now.before !== null) return now.before;
  const why = now ? `version ${now.version} is the first that was active` : 'no version of the policy is active';
  throw new ShoalwatchError('usage', `there is nothing to go back to: ${why}`, {
    cure: 'shoalwatch policy history lists the versions, shoalwatch policy activate VERSION takes one',
  });
}

function notNewest(asked: number, newest: PolicyVersion | undefined): ShoalwatchError {
  const what = newest
    ? `version ${newest.version} is the newest, pushed by ${newest.author} at ${formatTime(newest.at)}`
    : 'no version was pushed yet';
  return new ShoalwatchError('store', `the policy is not at version ${asked} any more: ${what}`, {
    cure: 'shoalwatch policy pull --version shows it; bring both together, and push once more',
  });
}

function notActive(asked: number, now: ActivePolicy | undefined): ShoalwatchError {
  const what = now
    ? `version ${now.version} is, since ${formatTime(now.at)}, by ${now.author}`
    : 'no version is active yet (--if-version 0 says so)';
  return new ShoalwatchError('store', `version ${asked} is not the active one: ${what}`, {
    cure: 'look at shoalwatch policy history, and ask once more',
  });
}

const overtaken = (now: ActivePolicy | undefined): ShoalwatchError =>
  new ShoalwatchError(
    'store',
    `${now?.author ?? 'somebody'} activated version ${now?.version ?? '?'} at the same time`,
    {
      cure: 'look at shoalwatch policy history, and ask once more',
    },
  );

const noSuch = (version: number, newest: PolicyVersion | undefined): ShoalwatchError =>
  new ShoalwatchError('usage', `the policy has no version ${version}`, {
    cure: newest ? `the newest is ${newest.version}; shoalwatch policy history lists all` : 'shoalwatch policy push',
  });

const lost = ({ version, digest }: PolicyVersion): ShoalwatchError =>
  new ShoalwatchError(
    'store',
    `the document of policy version ${version} is missing in the store: ${placeOf(digest)}`,
    {
      cure: 'push it once more, or activate another version',
    },
  );
