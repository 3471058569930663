import { describe, expect, it } from 'vitest';
import { instance } from '#clouds/aws/ec2/instance/resource';
import { eksAddon } from '#clouds/aws/eks/addon/resource';
import { nodeWith, templateWith } from '../support/aws/ec2.ts';
import {
  basicScan,
  digest,
  enhanced,
  enhancedScan,
  imageWith,
  indexWith,
  repository,
  runningWith,
} from '../support/aws/ecr.ts';
import { clusterWith, nodegroupWith } from '../support/aws/eks.ts';
import { aksWith } from '../support/azure/aks.ts';
import { make } from '../support/build.ts';
import { gkeWith } from '../support/gcp/gke.ts';
import { ask, billWith, podRunning, told } from './asked-fleet.ts';

const web = `${repository}@${digest('a')}`;
const ran = [imageWith(), runningWith()];
const clear = { affected: [], unknown: [] };
const none = [`${web}: no bill of materials lists its packages`];

const log4j = { name: 'org.apache.logging.log4j/log4j-core', ecosystem: 'maven' } as const;
const holding = (version: string | undefined, ecosystem: string = log4j.ecosystem) =>
  billWith([digest('a')], { packages: [{ name: log4j.name, ecosystem, ...(version !== undefined && { version }) }] });
const packageAsked = (range?: string) =>
  ({ about: 'package', ...log4j, ...(range !== undefined && { range }) }) as const;

describe('a package', () => {
  it('affects the images whose bill lists a version in the range', async () => {
    const fleet = { resources: ran, bills: [holding('2.14.1')] };
    const affected = [`${web}: org.apache.logging.log4j/log4j-core 2.14.1 (cyclonedx bill bill.json)`];
    expect(await told(packageAsked('<2.17.1'), fleet)).toEqual({ affected, unknown: [] });
    expect(await told(packageAsked(), fleet)).toEqual({ affected, unknown: [] });
    expect(await told({ about: 'package', name: 'log4j-core' }, fleet)).toEqual({ affected, unknown: [] });
    expect(await told(packageAsked('>=2.17.1'), fleet)).toEqual(clear);
  });

  it('is found as scanners and build tools spell it, with a colon', async () => {
    const fleet = { resources: ran, bills: [holding('2.14.1')] };
    const name = 'org.apache.logging.log4j:log4j-core';
    expect((await told({ about: 'package', name }, fleet)).affected).toHaveLength(1);
    expect((await told({ about: 'package', name, ecosystem: 'maven' }, fleet)).affected).toHaveLength(1);
    expect((await told({ about: 'package', name: 'other:log4j-core' }, fleet)).affected).toEqual([]);
  });

  it('of Python is found under any spelling of its name', async () => {
    const python = (name: string) => billWith([digest('a')], { packages: [{ name, ecosystem: 'pypi', version: '1' }] });
    const count = async (held: string, name: string, ecosystem?: string) => {
      const question = { about: 'package', name, ...(ecosystem !== undefined && { ecosystem }) } as const;
      return (await told(question, { resources: ran, bills: [python(held)] })).affected.length;
    };
    expect(await count('zope.interface', 'Zope-Interface')).toBe(1);
    expect(await count('jaraco.text-x', 'jaraco_text.x', 'pypi')).toBe(1);
    expect(await count('a-b-c-d-e-f-g-h', 'A.B.C.D.E.F.G.H')).toBe(1);
    expect(await count('zope.interface', 'zope-interface', 'npm')).toBe(0);
    expect(await count('zopeinterface', 'zope-interface')).toBe(0);
    const npm = billWith([digest('a')], { packages: [{ name: 'a.b', ecosystem: 'npm', version: '1' }] });
    expect(await told({ about: 'package', name: 'a-b' }, { resources: ran, bills: [npm] })).toEqual(clear);
  });

  it('is absent only where a bill lists all packages', async () => {
    const bill = billWith([digest('a')]);
    expect(await told(packageAsked(), { resources: ran, bills: [bill] })).toEqual(clear);
    expect(await told(packageAsked(), { resources: ran, bills: [{ ...bill, listsAll: false }] })).toEqual({
      affected: [],
      unknown: none,
    });
    expect(await told(packageAsked(), { resources: [...ran, basicScan()] })).toEqual({ affected: [], unknown: none });
    expect(await told(packageAsked(), { resources: ran, bills: [billWith([digest('b')])] })).toEqual({
      affected: [],
      unknown: none,
    });
  });

  it('is unknown where its version, or the order of its ecosystem, is', async () => {
    const unknown = async (...bill: Parameters<typeof holding>) =>
      (
        await told(
          { about: 'package', name: 'log4j-core', range: '<2.17.1' },
          { resources: ran, bills: [holding(...bill)] },
        )
      ).unknown;
    expect(await unknown(undefined)).toEqual([
      `${web}: whether ${log4j.name} without a version is in <2.17.1 cannot be said`,
    ]);
    expect(await unknown('2.14.1', 'unknown')).toEqual([
      `${web}: whether ${log4j.name} 2.14.1 is in <2.17.1 cannot be said`,
    ]);
  });

  it('is witnessed by scans that see a flaw in it, as they spell it', async () => {
    const flawed = enhanced('CVE-2021-44228', 'HIGH', {
      packageVulnerabilityDetails: {
        vulnerabilityId: 'CVE-2021-44228',
        vulnerablePackages: [{ name: 'org.apache.logging.log4j:log4j-core', version: '2.14.1' }],
      },
    });
    const fleet = { resources: [...ran, enhancedScan([flawed])] };
    const affected = [`${web}: CVE-2021-44228 in org.apache.logging.log4j:log4j-core 2.14.1 (ECR scan)`];
    expect((await told(packageAsked('<2.17.1'), fleet)).affected).toEqual(affected);
    expect((await told(packageAsked('>=2.17.1'), fleet)).affected).toEqual([]);
    expect((await told({ about: 'package', name: 'other/log4j-core' }, fleet)).affected).toEqual([]);
  });
});

describe('an image', () => {
  it('is found by its digest, its index, and the images behind an index', async () => {
    const resources = [...indexWith('a', { b: 'amd64' }), runningWith()];
    for (const letter of ['a', 'b']) {
      expect((await told({ about: 'image', digest: digest(letter) }, { resources })).affected).toEqual([
        `${web}: ${repository}:1 (read)`,
      ]);
    }
    expect(await told({ about: 'image', digest: digest('c') }, { resources })).toEqual(clear);
    const child = [...indexWith('a', { b: 'amd64' }), runningWith('b')];
    expect((await told({ about: 'image', digest: digest('a') }, { resources: child })).affected).toHaveLength(1);
  });

  it('is found by its name, whole steps from the end, and by its tag', async () => {
    const host = repository.slice(0, repository.indexOf('/'));
    const count = async (asked: { host?: string; path: string; tag?: string }, reference = `${repository}:1`) =>
      (await ask({ about: 'image', ...asked }, { resources: [imageWith(), runningWith('a', { reference })] })).affected
        .length;
    expect(await count({ path: 'shop/web' })).toBe(1);
    expect(await count({ path: 'web' })).toBe(1);
    expect(await count({ path: 'eb' })).toBe(0);
    expect(await count({ host, path: 'shop/web' })).toBe(1);
    expect(await count({ host, path: 'web' })).toBe(0);
    expect(await count({ host: 'evil.com', path: 'shop/web' })).toBe(0);
    expect(await count({ path: 'web', tag: '1' })).toBe(1);
    expect(await count({ path: 'web', tag: '2' })).toBe(0);
    expect(await count({ path: 'web', tag: 'latest' }, repository)).toBe(1);
    expect(await count({ path: 'web', tag: 'latest' }, web)).toBe(0);
  });
});

describe('an image without a digest', () => {
  it('is matched by its name, and unknown where a digest is asked for', async () => {
    const affected = async (path: string, image: string, id = '') =>
      (await told({ about: 'image', path }, { resources: [podRunning(image, id)] })).affected;
    expect(await affected('web', 'repo/web:1')).toEqual(['repo/web:1: repo/web:1 (read)']);
    expect(await affected('web', 'repo/web:1', digest('a'))).toHaveLength(1);
    expect(await affected('api', 'repo/web:1')).toEqual([]);
    expect(await affected('web', 'repo/web:1', `repo/web@${digest('a')}`)).toEqual([]);
    const { unknown } = await told(
      { about: 'image', digest: digest('a') },
      { resources: [podRunning('repo/web:1', '')] },
    );
    expect(unknown).toEqual(['repo/web:1: it runs without a digest that a registry has']);
  });

  it('is known by the digest that its pod asks for', async () => {
    const question = { about: 'image', digest: digest('a') } as const;
    const { affected } = await ask(question, { resources: [podRunning(`repo/web@${digest('a')}`, '')] });
    expect(affected).toHaveLength(1);
  });
});

describe('a machine image', () => {
  const ami = { about: 'ami', id: 'ami-1' } as const;

  it('is run by nodes and node groups, and waits in templates', async () => {
    const { affected } = await ask(ami, {
      resources: [
        clusterWith({}),
        nodeWith(),
        nodeWith({ InstanceId: 'i-2', ImageId: 'ami-2' }),
        nodegroupWith({ amiType: 'CUSTOM', releaseVersion: 'ami-1' }),
        templateWith({ ImageId: 'ami-1' }),
      ],
    });
    expect(affected.map(({ cluster, runs, seen }) => [cluster?.name, ...runs, seen[0]?.says])).toEqual([
      [undefined, '3', 'would start it'],
      ['shop', 'i-1', 'runs it'],
      ['shop', 'shop/web', 'runs it'],
    ]);
    expect(affected[1]?.cluster?.id).toBe('arn:aws:eks:eu-west-1:111122223333:cluster/shop');
  });

  it('is run by no instance that has ended', async () => {
    expect(await told(ami, { resources: [nodeWith({ State: { Name: 'terminated' } })] })).toEqual(clear);
    expect(await told(ami, { resources: [nodeWith({ State: { Name: 'stopped' } })] })).not.toEqual(clear);
  });

  it('is unknown where instances could not be read', async () => {
    const { unknown } = await told(ami, { resources: [nodeWith()], hidden: [instance] });
    expect(unknown).toEqual(['ec2:DescribeInstances was refused.']);
  });
});

describe('a version', () => {
  it('is run by control planes, node groups and pools of every cloud', async () => {
    const { affected } = await ask(
      { about: 'version', of: 'kubernetes', versions: '<1.33' },
      {
        resources: [
          clusterWith({}, { version: '1.32' }),
          nodegroupWith({ version: '1.31' }),
          aksWith({
            currentKubernetesVersion: '1.32.9',
            agentPoolProfiles: [{ name: 'a', currentOrchestratorVersion: '1.33.1' }],
          }),
          gkeWith({ currentMasterVersion: '1.33.2-gke.1', nodePools: [{ name: 'b', version: '1.32.2-gke.1182003' }] }),
        ],
      },
    );
    expect(affected.map(({ what, runs }) => [what, ...runs])).toEqual([
      ['Kubernetes 1.31', 'node group web'],
      ['Kubernetes 1.32', 'control plane'],
      ['Kubernetes 1.32.9', 'control plane'],
      ['Kubernetes 1.32.2-gke.1182003', 'pool b'],
    ]);
  });

  it('of an add-on is found by its name', async () => {
    const addon = make(eksAddon, 'arn:aws:eks:eu-west-1:111122223333:addon/shop/vpc-cni/1', {
      addonName: 'vpc-cni',
      addonVersion: 'v1.18.1-eksbuild.3',
      clusterName: 'shop',
    });
    const asked = (of: string, versions: string) =>
      told({ about: 'version', of, versions }, { resources: [addon] }).then(({ affected }) => affected);
    expect(await asked('vpc-cni', '1.18')).toEqual(['vpc-cni v1.18.1-eksbuild.3: v1.18.1-eksbuild.3 (read)']);
    expect(await asked('vpc-cni', '<1.18')).toEqual([]);
    expect(await asked('coredns', '1.18')).toEqual([]);
  });

  it('that is not told, or has no numbers, is unknown', async () => {
    const unknown = async (version: string | undefined) =>
      (
        await told(
          { about: 'version', of: 'kubernetes', versions: '1.30' },
          { resources: [clusterWith({}, { version })] },
        )
      ).unknown;
    expect(await unknown('latest')).toEqual(['Kubernetes latest: latest is no version that can be compared']);
    expect(await unknown(undefined)).toEqual(['Kubernetes: its version is not told']);
  });
});
