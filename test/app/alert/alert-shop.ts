import { deal } from '#app/alert/deal';
import type { AlertDesk } from '#app/alert/desk';
import type { Slack } from '#app/alert/ports';
import { tellerOf } from '#app/alert/tell';
import { scan } from '#app/scan';
import type { AnyRule } from '#engine/any-rule';
import { typesOf } from '#engine/ruleset';
import { snapshotsOf } from '#engine/snapshot-id';
import {
  defaultPolicy,
  type Change,
  type Clock,
  type Gap,
  type Memory,
  type Notify,
  type Policy,
  type Severity,
} from '#model';
import { defineRule, fail, pass } from '#rule';
import { memoryOn, type Ports } from '#store/memory';
import { plainMessage } from '#notify/slack/plain-text';
import { render } from '#notify/slack/render';
import { about, aDoor, snapshot } from '../../engine/shop.ts';
import { quickPorts } from '../../support/quick-store.ts';
import { steppedClock } from '../../support/stepped-clock.ts';

/** A rule about doors, of a severity. */
export function ruleOf(severity: Severity, id = `door-closed-${severity}`, partOf?: string): AnyRule {
  return defineRule({
    ...about,
    ...{ id, severity, ...(partOf !== undefined && { partOf }) },
    evaluate: ({ config, id: door }) =>
      config.open ? fail(`${nameIn(door)} is open.`, { at: 'open', actual: true, expected: false }) : pass(),
  });
}

const nameIn = (id: string): string => `Door ${id.slice(id.lastIndexOf('/') + 1)}`;

/** The door of a cluster: findings on doors of several clusters are of several groups. */
export const doorOf = (cluster: string): string => `arn:aws:eks:eu-west-1:123456789012:cluster/${cluster}`;

export const channels = { platform: 'C0PLAT', oncall: 'C0ONCALL', payments: 'C0PAY', operations: 'C0OPS' };

interface Options {
  readonly slack: Slack;
  readonly ports?: Ports;
  readonly clock?: Clock;
  readonly rules?: readonly AnyRule[];
  readonly notify?: Notify;
  readonly policy?: Partial<Policy>;
  readonly desk?: Partial<AlertDesk>;
}

/** Noon of a Monday, from which time goes on by itself. */
export function noonClock(): Clock {
  const { now, sleep } = steppedClock();
  const noon = Date.parse('2026-11-02T12:00:00.000Z');
  return { now: () => noon + now(), sleep };
}

/** An estate whose findings people are told of. */
export interface AlertShop {
  readonly memory: Memory;
  readonly clock: Clock;
  readonly desk: AlertDesk;
  readonly said: string[];
  readonly happened: string[];
  policy: Policy;
  rules: readonly AnyRule[];
  /** Judges doors as they stand, by cluster; and tells of it unless that is left out. */
  judge(open: Readonly<Record<string, boolean>>, how?: Judging): Promise<void>;
  /** Deals with news and tells of what is due, as the process does. */
  tell(): Promise<number>;
}

interface Judging {
  readonly change?: Change;
  readonly gaps?: readonly Gap[];
  readonly complete?: readonly string[];
  readonly silent?: boolean;
  readonly kind?: 're-evaluation';
  readonly gone?: readonly string[];
}

export function alertShop({ slack, ports = quickPorts(), clock = noonClock(), notify, ...more }: Options): AlertShop {
  const memory = memoryOn(ports);
  const said: string[] = [];
  const happened: string[] = [];
  let keys = 0;
  const desk: AlertDesk = {
    ...{ memory, clock, slack, frameworks: [], zone: 'Europe/Berlin', remediates: false, version: '1.0.0' },
    live: () => Promise.resolve({ rules: shop.rules, policy: shop.policy }),
    nameOf: () => ({ name: 'payments', environment: 'prod' }),
    drawing: { render, plainMessage },
    fallback: {
      tell: (text) => {
        said.push(text);
        return Promise.resolve();
      },
    },
    key: () => `key-${(keys += 1)}`,
    note: (what, where, why) => void happened.push([what, where, ...(why === undefined ? [] : [why])].join(' ')),
    ...more.desk,
  };
  const teller = tellerOf(desk);
  const usual: Notify = { slack: { default: channels.platform } };
  const shop: AlertShop = {
    ...{ memory, clock, desk, said, happened },
    rules: more.rules ?? [ruleOf('critical')],
    policy: { ...defaultPolicy, notify: notify ?? usual, ...more.policy },
    async judge(open, { change, gaps, complete, silent, kind, gone } = {}) {
      const startedAt = new Date(clock.now()).toISOString();
      const doors = Object.entries(open).map(([cluster, isOpen]) => aDoor(doorOf(cluster), { open: isOpen }));
      const read = { ...snapshot(doors, { ...(complete && { complete }), ...(gaps && { gaps }) }), startedAt };
      const { rules, policy } = shop;
      await scan({
        snapshots: snapshotsOf([read], typesOf(rules)),
        ...{ rules, policy, memory, clock, startedAt },
        ...(change && { change }),
        ...(kind && { kind }),
        ...(gone && { gone: new Set(gone.map(doorOf)) }),
      });
      await clock.sleep(1);
      if (!silent) await shop.tell();
    },
    async tell() {
      await deal(desk);
      return (await teller.tell()).left;
    },
  };
  return shop;
}
