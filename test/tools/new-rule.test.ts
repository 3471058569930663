import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '#rules/catalog.gen';
import { controls } from '#rules/controls';
import { placeOf } from '../../tools/new-rule/place.ts';
import { plannedRules, shipped } from '../../tools/new-rule/planned.ts';
import { filesOf, samples } from '../../tools/new-rule/samples.ts';

const planned = new Map([
  ['eks-ca-expiry', undefined],
  ['aks-http-application-routing-on', 'services-exposed-on-purpose'],
  ['k8s-imds-egress-open', 'egress-limited'],
  ['cross-exposed-workload', undefined],
]);
const services = { aws: ['ec2', 'eks'], azure: ['aks'], gcp: ['gke'], kubernetes: ['network', 'workload'], cross: [] };
const place = (name: string) => placeOf(name, { shipped: ['eks-endpoint-public-access'], planned, services });

describe('a new rule stands', () => {
  it('in a service of its provider', () => {
    expect(place('aws/eks/eks-ca-expiry')).toEqual({ provider: 'aws', id: 'eks-ca-expiry', control: undefined });
    expect(place('kubernetes/network/k8s-imds-egress-open')).toMatchObject({ provider: 'kubernetes' });
  });
  it('under no service where it joins clouds', () => {
    expect(place('cross/cross-exposed-workload')).toMatchObject({ provider: 'cross' });
  });
  it('for the control that the parity table plans it for', () => {
    const [at, sample] = [place('azure/aks/aks-http-application-routing-on'), samples['azure']];
    if ('refused' in at || !sample) throw new Error('it has to have a place');
    const control = "control: 'services-exposed-on-purpose',";
    expect(filesOf(at, 'azure/aks/aks-http-application-routing-on', '..', sample).rule).toContain(control);
    expect(filesOf({ id: 'x', control: undefined }, 'x', '..', sample).rule).toContain(
      "control: 'a-control-of-rules-controls',",
    );
  });
});

describe('refused is', () => {
  const first = 'is named in tools/new-rule/planned.ts first';
  it.each([
    [
      'an id that nobody plans',
      'aws/eks/eks-frobnicate',
      `no rule eks-frobnicate is planned. One that is new ${first}`,
    ],
    [
      'a slip of the pen, with what was meant',
      'aws/eks/eks-ca-expirry',
      `no rule eks-ca-expirry is planned. Did you mean eks-ca-expiry? One that is new ${first}`,
    ],
    [
      'a rule that ships',
      'aws/eks/eks-endpoint-public-access',
      'eks-endpoint-public-access ships already: docs/rules/eks-endpoint-public-access.gen.md describes it',
    ],
    ['another provider', 'azure/aks/eks-ca-expiry', 'eks-ca-expiry is a rule of aws, not of azure'],
    [
      'a service without rules',
      'aws/acm/eks-ca-expiry',
      'there is no folder rules/aws/acm: take one of ec2, eks, or make it first',
    ],
  ])('%s', (_, name, refused) => {
    expect(place(name)).toEqual({ refused });
  });

  it.each(['', 'eks-ca-expiry', 'aws/eks-ca-expiry', 'oci/oke/oke-x', 'aws/eks/sub/eks-ca-expiry', 'aws/eks/Eks-ca'])(
    'what is no place: "%s"',
    (name) => {
      expect(place(name)).toEqual({
        refused: `"${name}" is no place for a rule. Say: npm run new-rule aws/eks/eks-creator-admin-bootstrap, or cross/<id> (aws, azure, gcp, kubernetes, cross; the last part is the whole id)`,
      });
    },
  );
  it('a rule across clouds in a service', () => {
    expect(place('cross/eks/cross-exposed-workload')).toHaveProperty('refused');
  });
});

describe('the plan', () => {
  const own = plannedRules();
  it('names no rule that ships, and only controls that there are', () => {
    expect(rules.filter(({ id }) => own.has(id)).map(({ id }) => id)).toEqual([]);
    const named = [...own.values()].filter((it) => it !== undefined);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((control) => controls.every(({ id }) => id !== control))).toEqual([]);
  });

  const catalogue = join(import.meta.dirname, '../../../shared/catalogue');
  it.skipIf(!existsSync(catalogue))('and what ships hold the catalogue', () => {
    const ids = ['aws', 'azure', 'gcp', 'kubernetes', 'cross'].flatMap((provider) => {
      const entries = JSON.parse(readFileSync(join(catalogue, `${provider}.json`), 'utf8')) as { id: string }[];
      return entries.map(({ id }) => ({ provider, id }));
    });
    expect(ids.map(({ id }) => id).filter((id) => !own.has(id) && !shipped.includes(id))).toEqual([]);
    for (const { provider, id } of ids.filter((it) => own.has(it.id))) {
      const name = provider === 'cross' ? `cross/${id}` : `${provider}/own/${id}`;
      expect(placeOf(name, { shipped, planned: own, services: { [provider]: ['own'] } })).toMatchObject({
        provider,
        id,
      });
    }
  });
});
