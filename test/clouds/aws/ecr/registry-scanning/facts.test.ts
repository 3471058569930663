import { describe, expect, test } from 'vitest';
import { scanState } from '#clouds/aws/ecr/registry-scanning/facts';
import { answerOf } from '../../../../support/aws/fact.ts';
import { inspectorIs, repositoryNamed, scanningOf, scanRule, scansWith } from '../../../../support/aws/ecr-scanning.ts';

const registry = 'aws:111122223333:eu-west-1/ecr.registry-scanning';
const stateIn = (name: string, scan: ReturnType<typeof scansWith>, scanOnPush?: boolean) =>
  answerOf(scanState, repositoryNamed(name, scanOnPush), [scan, inspectorIs('ENABLED')]);

describe('a filter of the registry', () => {
  test.each([
    ['shop/web', 'shop/web', true],
    ['web', 'shop/web', true],
    ['hop/w', 'shop/web', true],
    ['webs', 'shop/web', false],
    ['*', 'shop/web', true],
    ['shop/*', 'shop/web', true],
    ['hop/*', 'shop/web', false],
    ['*web', 'shop/web', true],
    ['*we', 'shop/web', false],
    ['s*p/*b', 'shop/web', true],
    ['s*x*b', 'shop/web', false],
    ['s*/*/b', 'shop/web', false],
    ['shop*op', 'shop', false],
    ['shop*', 'shop', true],
    ['s*o*o*p', 'shop', false],
    ['s.op*', 'shop', false],
  ])('%s for %s: %s', (filter, name, expected) => {
    expect(stateIn(name, scansWith('BASIC', scanRule('SCAN_ON_PUSH', 'zq', filter)))).toMatchObject({
      scanned: expected,
    });
  });
});

describe('what says that a repository is scanned', () => {
  test('its own entry, whatever the registry says', () => {
    const beside = [scansWith('BASIC', scanRule('SCAN_ON_PUSH', '*')), scanningOf('shop', 'MANUAL')];
    expect(answerOf(scanState, repositoryNamed('shop', true), beside)).toMatchObject({
      scanned: false,
      seen: { at: `${repositoryNamed('shop').id}/scanning#scanFrequency`, actual: 'MANUAL' },
      isByFlag: false,
    });
  });

  test('of several rules the one that scans most', () => {
    const rules = [scanRule('MANUAL', '*'), scanRule('SCAN_ON_PUSH', '*'), scanRule('CONTINUOUS_SCAN', 'shop')];
    expect(stateIn('shop', scansWith('ENHANCED', ...rules))).toMatchObject({
      scanned: true,
      seen: { at: `${registry}#scanningConfiguration.rules[2].scanFrequency`, actual: 'CONTINUOUS_SCAN' },
    });
    expect(stateIn('web', scansWith('ENHANCED', ...rules))).toMatchObject({
      scanned: true,
      seen: { at: `${registry}#scanningConfiguration.rules[1].scanFrequency`, actual: 'SCAN_ON_PUSH' },
    });
  });

  test('under enhanced scanning no rule is no scan', () => {
    expect(stateIn('shop', scansWith('ENHANCED'), true)).toMatchObject({
      scanned: false,
      seen: { at: `${registry}#`, actual: 'no rule matches' },
    });
  });

  test('under basic scanning its flag, where no rule speaks of it', () => {
    const { id } = repositoryNamed('shop');
    const seen = { at: `${id}#imageScanningConfiguration.scanOnPush`, actual: true };
    expect(stateIn('shop', scansWith('BASIC', scanRule('MANUAL', 'web')), true)).toMatchObject({
      scanned: true,
      seen,
      isByFlag: true,
    });
    expect(stateIn('shop', scansWith('BASIC'))).toMatchObject({
      scanned: false,
      seen: { at: `${id}#`, actual: 'no imageScanningConfiguration.scanOnPush' },
    });
  });

  test.each(['ENABLED', 'DISABLED', 'SUSPENDED'] as const)('enhanced scanning while Inspector is %s', (status) => {
    const at = 'aws:111122223333:eu-west-1/inspector.account#resourceState.ecr.status';
    const beside = [scansWith('ENHANCED'), scanningOf('shop', 'SCAN_ON_PUSH'), inspectorIs(status)];
    const own = { at: `${repositoryNamed('shop').id}/scanning#scanFrequency`, actual: 'SCAN_ON_PUSH' };
    expect(answerOf(scanState, repositoryNamed('shop'), beside)).toMatchObject(
      status === 'ENABLED'
        ? { scanned: true, seen: own }
        : { scanned: false, seen: { at, actual: status, expected: 'ENABLED' } },
    );
  });

  test.each(['ENABLING', 'DISABLING', 'SUSPENDING'] as const)('nothing, while Inspector is %s', (status) => {
    const beside = [scansWith('ENHANCED'), scanningOf('shop', 'SCAN_ON_PUSH'), inspectorIs(status)];
    expect(answerOf(scanState, repositoryNamed('shop'), beside)).toMatchObject({
      verdict: 'unknown',
      reason: 'in-transition',
    });
  });
});
