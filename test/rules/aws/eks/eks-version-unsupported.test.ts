import { eksVersion } from '#clouds/aws/eks/version/resource';
import rule from '#rules/aws/eks/eks-version-unsupported';
import { versionWith } from '../../../support/aws/eks.ts';
import { gapOn } from '../../../support/build.ts';
import { testRule } from '../../../support/test-rule.ts';
import { denied } from './eks-version-unsupported.denied.ts';
import { at, listed, of, oneStep, running } from './eks-version-unsupported.versions.ts';

const ended = 'Support of Kubernetes 1.30 has ended.';
const byTable = 'by the table of 2026-02-14.';

testRule(rule, {
  pass: {
    ...denied.pass,
    'a minor in standard support for longer than warnDays': {
      on: running('1.34'),
      beside: listed,
      at,
      message: 'Standard support of Kubernetes 1.34 ends on 2026-12-02.',
    },
    'one day more than warnDays is left': {
      on: running('1.34'),
      beside: listed,
      at: '2026-10-02T00:00:00Z',
      message: 'Standard support of Kubernetes 1.34 ends on 2026-12-02.',
    },
    'policy allows extended support': {
      on: running('1.32'),
      beside: listed,
      at,
      params: { allowExtended: true },
      message: 'Extended support of Kubernetes 1.32 ends on 2027-03-23.',
    },
    'policy warns later': {
      on: running('1.34'),
      beside: listed,
      at: '2026-11-20T00:00:00Z',
      params: { warnDays: 10 },
      message: 'Standard support of Kubernetes 1.34 ends on 2026-12-02.',
    },
    'a local cluster on Outposts is looked up among its own versions': {
      on: running('1.31', { outpostConfig: {} }),
      beside: [
        versionWith('1.31', {
          clusterType: 'eks-local-outposts',
          versionStatus: 'STANDARD_SUPPORT',
          endOfStandardSupportDate: '2027-01-01T00:00:00Z',
        }),
        ...listed,
      ],
      at,
      message: 'Standard support of Kubernetes 1.31 ends on 2027-01-01.',
    },
    'the shipped table stands in for files without versions': {
      on: running('1.35'),
      folder: 'recorded',
      at,
      message: `Standard support of Kubernetes 1.35 ends on 2027-03-27, ${byTable}`,
    },
    'a version that a partial listing tells needs no table': {
      on: running('1.35'),
      beside: [of('1.35', 'STANDARD', '2027-05-01', '2028-05-01')],
      folder: 'recorded',
      at,
      message: 'Standard support of Kubernetes 1.35 ends on 2027-05-01.',
    },
  },
  fail: {
    ...denied.fail,
    'UNSUPPORTED is high': { on: running('1.30'), beside: listed, at, message: ended, cannot: oneStep('1.31') },
    'older than every listed version is high': {
      on: running('1.24'),
      beside: listed,
      at,
      message: 'Kubernetes 1.24 is older than all that EKS supports.',
      cannot: oneStep('1.25'),
    },
    'minors are numbers: 1.9 is older than 1.30': {
      on: running('1.9'),
      beside: listed,
      at,
      message: 'Kubernetes 1.9 is older than all that EKS supports.',
      cannot: oneStep('1.10'),
    },
    'the deprecated status serves where versionStatus is absent': {
      on: running('1.30'),
      beside: [versionWith('1.30', { status: 'unsupported' }), ...listed.slice(1)],
      at: '2026-01-01T00:00:00Z',
      message: ended,
      cannot: oneStep('1.31'),
    },
    'extended support is medium': {
      on: running('1.32'),
      beside: listed,
      at,
      message: 'Kubernetes 1.32 is in extended support.',
      grade: 'medium',
      cannot: oneStep('1.33'),
    },
    'one update ends it where the next minor is in support': {
      on: running('1.33'),
      beside: listed,
      at,
      message: 'Kubernetes 1.33 is in extended support.',
      grade: 'medium',
    },
    'a date passes without any event: extended support begins': {
      on: running('1.34'),
      beside: listed,
      at: '2026-12-02T00:00:00Z',
      message: 'Kubernetes 1.34 is in extended support.',
      grade: 'medium',
    },
    'a date passes without any event: extended support ends': {
      on: running('1.33'),
      beside: listed,
      at: '2027-07-29T00:00:00Z',
      message: 'Support of Kubernetes 1.33 has ended.',
      cannot: oneStep('1.34'),
    },
    'standard support ends within exactly warnDays': {
      on: running('1.34'),
      beside: listed,
      at: '2026-10-03T00:00:00Z',
      message: 'Standard support of Kubernetes 1.34 ends on 2026-12-02.',
      grade: 'low',
    },
    'extended support ends within warnDays where policy allows it': {
      on: running('1.31'),
      beside: listed,
      at: '2026-10-15T00:00:00Z',
      params: { allowExtended: true },
      message: 'Extended support of Kubernetes 1.31 ends on 2026-11-26.',
      grade: 'low',
    },
    'policy warns earlier': {
      on: running('1.35'),
      beside: listed,
      at,
      params: { warnDays: 365 },
      message: 'Standard support of Kubernetes 1.35 ends on 2027-03-27.',
      grade: 'low',
      cannot: oneStep('1.36'),
    },
    'the shipped table knows what has ended': {
      on: running('1.30'),
      folder: 'recorded',
      at,
      message: `Support of Kubernetes 1.30 has ended, ${byTable}`,
      cannot: oneStep('1.31'),
    },
    'older than the shipped table': {
      on: running('1.28'),
      folder: 'recorded',
      at,
      message: `Kubernetes 1.28 is older than all that EKS supports, ${byTable}`,
      cannot: oneStep('1.29'),
    },
  },
  unknown: {
    'newer than the list': {
      on: running('1.36'),
      beside: listed,
      at,
      reason: 'not-found',
      message: 'EKS does not list Kubernetes 1.36.',
    },
    'the shipped table stands in for no answer that was refused': {
      on: running('1.35'),
      hidden: [eksVersion],
      at,
      reason: 'denied',
    },
    'a version that a refused answer does not tell': {
      on: running('1.30'),
      beside: listed.slice(1),
      gaps: [gapOn(eksVersion, 'aws:111122223333:eu-west-1')],
      at,
      reason: 'denied',
    },
    'newer than the shipped table': {
      on: running('1.36'),
      folder: 'recorded',
      at,
      reason: 'not-in-files',
      message: 'The table of 2026-02-14 does not list Kubernetes 1.36.',
    },
    'a shipped table of more than a year ago': {
      on: running('1.35'),
      folder: 'recorded',
      at: '2027-02-15T00:00:00Z',
      reason: 'not-in-files',
      message: 'The files hold no complete listing of eks.version. The table of 2026-02-14 is too old to stand in.',
    },
    'the shipped table knows no versions of Outposts': {
      on: running('1.33', { outpostConfig: {} }),
      folder: 'recorded',
      at,
      reason: 'not-in-files',
    },
    'an answer without version': {
      on: running(undefined),
      beside: listed,
      at,
      reason: 'field-missing',
      message: 'The answer has no version.',
    },
    'a listed version without the date that counts': {
      on: running('1.35'),
      beside: [versionWith('1.35', { versionStatus: 'STANDARD_SUPPORT' })],
      at,
      reason: 'field-missing',
      message: 'The answer has no endOfStandardSupportDate.',
    },
    'a cluster that is being made': {
      on: running('1.30', { status: 'CREATING' }),
      beside: listed,
      at,
      reason: 'in-transition',
    },
  },
  notApplicable: {
    'a registered cluster': {
      on: running('1.30', { connectorConfig: {} }),
      beside: listed,
      at,
      message: 'a registered cluster is not run by EKS',
    },
  },
});
