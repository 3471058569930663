import { ecrRegistryScanning } from '#clouds/aws/ecr/registry-scanning/resource';
import { ecrRepositoryScanning } from '#clouds/aws/ecr/repository-scanning/resource';
import { ecrRepository } from '#clouds/aws/ecr/repository/resource';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { inspectorAccount } from '#clouds/aws/inspector/account/resource';
import type { Resource } from '#model';
import rule from '#rules/aws/ecr/ecr-scan-on-push-off';
import { inspectorIs, repositoryNamed, scanningOf, scanRule, scansWith } from '../../../support/aws/ecr-scanning.ts';
import { make } from '../../../support/build.ts';
import { testRule } from '../../../support/test-rule.ts';

const basic = scansWith('BASIC');
const continuous = scansWith('ENHANCED', scanRule('CONTINUOUS_SCAN', '*'));
const pushed = scansWith('ENHANCED', scanRule('SCAN_ON_PUSH', '*'));
const on = repositoryNamed('shop/web', true);
const off = repositoryNamed('shop/web', false);
/** Repositories that are scanned, so that one that is not is the fewer. */
const others = ['a', 'b'].flatMap((name) => [repositoryNamed(name, true), scanningOf(name, 'SCAN_ON_PUSH')]);
const scanned = 'Its images are scanned by themselves.';
const message = 'Its images are scanned only when somebody asks for it.';
const byRules = 'its own flag does not count: change the rules of the registry';
const byPerson = 'which repositories the registry is to scan is for a person to say';
const alone = (often: 'CONTINUOUS_SCAN' | 'SCAN_ON_PUSH', status: 'DISABLED' | 'SUSPENDED') => [
  repositoryNamed('a'),
  scanningOf('a', often),
  inspectorIs(status),
];
/** A registry that is judged itself, and which of its repositories are not scanned. */
type Unscanned = readonly [count: string, names: string];
const registry = (on: typeof basic, beside: readonly Resource[], [count, names]: Unscanned) => {
  const message = `Images of ${count} are not scanned: ${names}.`;
  return { on, beside, message, cannot: byPerson };
};
const state = 'aws:111122223333:eu-west-1/inspector.account';
const settings = 'aws:111122223333:eu-west-1/ecr.registry-scanning';
const requireEnhanced = { requireEnhanced: true };
const offNamed = (...names: readonly string[]) =>
  names.flatMap((name) => [repositoryNamed(name, false), scanningOf(name, 'MANUAL')]);
const unsaid = {
  on,
  reason: 'field-missing' as const,
  message: `The answer has no ${on.id}/scanning#scanFrequency.`,
  mayWorsen: { 'ecr.repository-scanning': 'what an entry would say that was not read follows from the registry' },
};

testRule(rule, {
  pass: {
    'scanned on push': { on, beside: [scanningOf('shop/web', 'SCAN_ON_PUSH'), basic], message: scanned },
    'scanned all the time, and Inspector is on': {
      on: off,
      beside: [scanningOf('shop/web', 'CONTINUOUS_SCAN'), continuous, inspectorIs('ENABLED')],
      message: scanned,
    },
    'by its flag where its own entry could not be read': {
      on,
      beside: [basic],
      hidden: [ecrRepositoryScanning],
      message: scanned,
    },
    'by its flag where nobody ever said how the registry scans': { on, beside: [scansWith()], message: scanned },
    'by a rule of the registry': {
      on: off,
      beside: [scansWith('BASIC', scanRule('SCAN_ON_PUSH', 'shop/*'))],
      hidden: [ecrRepositoryScanning],
      message: scanned,
    },
    'Inspector is on, whichever way the registry scans': {
      on,
      beside: [scanningOf('shop/web', 'SCAN_ON_PUSH'), inspectorIs('ENABLED')],
      hidden: [ecrRegistryScanning],
      message: scanned,
    },
    'of the registry fewer are not scanned': { on: basic, beside: [...others, ...offNamed('c')] },
    'of the registry half are not scanned': { on: basic, beside: [...others, ...offNamed('c', 'd')] },
    'enhanced scanning is what policy asks for': {
      on: continuous,
      beside: [repositoryNamed('a'), scanningOf('a', 'CONTINUOUS_SCAN'), inspectorIs('ENABLED')],
      params: requireEnhanced,
    },
    'a repository is not asked for enhanced scanning by itself': {
      on,
      beside: [scanningOf('shop/web', 'SCAN_ON_PUSH'), basic],
      params: requireEnhanced,
      message: scanned,
    },
  },
  fail: {
    'scanned by hand only': { on: off, beside: [scanningOf('shop/web', 'MANUAL'), basic, ...others], message },
    'a repository is judged where the clusters could not be listed': {
      on: off,
      beside: [scanningOf('shop/web', 'MANUAL'), basic, ...others],
      hidden: [eksCluster],
      message,
    },
    'by its flag where its own entry could not be read': {
      on: off,
      beside: [basic, repositoryNamed('a', true)],
      hidden: [ecrRepositoryScanning],
      message,
    },
    'a flag that is not set is off': {
      on: repositoryNamed('shop/web'),
      beside: [basic, repositoryNamed('a', true)],
      hidden: [ecrRepositoryScanning],
      message,
    },
    'enhanced scanning ignores the flag': {
      on,
      beside: [
        scansWith('ENHANCED', scanRule('SCAN_ON_PUSH', 'xx', 'yy')),
        repositoryNamed('xx'),
        repositoryNamed('yy'),
        inspectorIs('ENABLED'),
      ],
      hidden: [ecrRepositoryScanning],
      message,
      cannot: byRules,
    },
    'a rule that scans by hand comes before the flag': {
      on,
      beside: [scansWith('BASIC', scanRule('MANUAL', 'shop')), repositoryNamed('a', true)],
      hidden: [ecrRepositoryScanning],
      message,
      cannot: byRules,
    },
    'more than half': registry(basic, [...others, ...offNamed('c', 'd', 'e')], ['3 of 5 repositories', 'c, d, e']),
    'many names are cut': registry(basic, offNamed('a'.repeat(150), 'b'.repeat(150)), [
      '2 of 2 repositories',
      `${'a'.repeat(150)}, ${'b'.repeat(47)}…`,
    ]),
    'the one repository of the registry': registry(basic, offNamed('c'), ['1 of 1 repository', 'c']),
    'Inspector is off': registry(continuous, alone('CONTINUOUS_SCAN', 'DISABLED'), ['1 of 1 repository', 'a']),
    'Inspector is suspended': registry(pushed, alone('SCAN_ON_PUSH', 'SUSPENDED'), ['1 of 1 repository', 'a']),
    'more than half is enough, whatever the rest': registry(
      basic,
      [...offNamed('c', 'd'), repositoryNamed('e'), scanningOf('e')],
      ['2 of 3 repositories', 'c, d'],
    ),
    'policy asks for enhanced scanning': {
      on: basic,
      beside: others,
      params: requireEnhanced,
      message: 'The registry scans with BASIC.',
      grade: 'low',
      key: 'scan-type',
      cannot: byPerson,
    },
    'policy asks for enhanced scanning, and most are not scanned at all': {
      on: scansWith(),
      beside: offNamed('c'),
      params: requireEnhanced,
      message: 'Images of 1 of 1 repository are not scanned: c.',
      also: ['The registry scans with BASIC.'],
      cannot: byPerson,
    },
  },
  unknown: {
    'neither its own entry nor the registry could be read': {
      on,
      hidden: [ecrRepositoryScanning, ecrRegistryScanning],
      reason: 'denied',
    },
    'an entry without scanFrequency': { ...unsaid, beside: [scanningOf('shop/web'), basic] },
    'an entry without scanFrequency among repositories that are scanned': {
      ...unsaid,
      beside: [scanningOf('shop/web'), basic, ...others],
    },
    'how the registry scans was not read': { on, reason: 'not-found', message: 'How the registry scans was not read.' },
    'a registry without scanType': {
      on,
      beside: [make(ecrRegistryScanning, settings, { scanningConfiguration: {} })],
      reason: 'field-missing',
      message: 'The answer has no scanningConfiguration.scanType.',
    },
    'an enhanced scan, and whether Inspector is on could not be read': {
      on,
      beside: [scanningOf('shop/web', 'CONTINUOUS_SCAN'), continuous],
      hidden: [inspectorAccount],
      reason: 'denied',
    },
    'an enhanced scan, and whether Inspector is on was not read': {
      on,
      beside: [scanningOf('shop/web', 'CONTINUOUS_SCAN'), continuous],
      reason: 'not-found',
      message: 'Whether Inspector is on was not read.',
    },
    'an answer without the status of Inspector': {
      on,
      beside: [scanningOf('shop/web', 'CONTINUOUS_SCAN'), continuous, inspectorIs()],
      reason: 'field-missing',
      message: `The answer has no ${state}#resourceState.ecr.status.`,
    },
    'Inspector is being turned on': {
      on,
      beside: [scanningOf('shop/web', 'CONTINUOUS_SCAN'), continuous, inspectorIs('ENABLING')],
      reason: 'in-transition',
      message: 'Inspector is ENABLING for ECR.',
    },
    'Inspector is off, and which way the registry scans could not be read': {
      on,
      beside: [scanningOf('shop/web', 'SCAN_ON_PUSH'), inspectorIs('DISABLED')],
      hidden: [ecrRegistryScanning],
      reason: 'denied',
    },
    'where the registry could not be read, whether it is judged instead is not known': {
      on: off,
      beside: [scanningOf('shop/web', 'MANUAL')],
      hidden: [ecrRegistryScanning],
      reason: 'denied',
    },
    'those that are unknown could make it most': {
      on: off,
      beside: [
        basic,
        scanningOf('shop/web', 'MANUAL'),
        ...others,
        repositoryNamed('e'),
        scanningOf('e'),
        ...offNamed('f'),
      ],
      reason: 'field-missing',
    },
    'of the registry those that are unknown could make it most': {
      on: basic,
      beside: [...others, repositoryNamed('e', true), scanningOf('e'), ...offNamed('c', 'd')],
      reason: 'field-missing',
    },
    'a registry where the clusters could not be listed': { on: basic, hidden: [eksCluster], reason: 'denied' },
    'the repositories could not be read': { on: basic, hidden: [ecrRepository], reason: 'denied' },
    'policy asks for enhanced scanning of a registry that does not say': {
      on: make(ecrRegistryScanning, settings, { scanningConfiguration: {} }),
      beside: [...others, inspectorIs('ENABLED')],
      params: requireEnhanced,
      reason: 'field-missing',
      message: 'The answer has no scanningConfiguration.scanType.',
    },
  },
  notApplicable: {
    'most repositories are not scanned': {
      on: off,
      beside: [basic, scanningOf('shop/web', 'MANUAL')],
      message: 'most repositories are not scanned: the registry is judged',
    },
    'a registry without repositories': {
      on: basic,
      params: requireEnhanced,
      message: 'the registry holds no repository',
    },
  },
});
