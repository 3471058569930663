import rule from '#rules/aws/eks/eks-auth-mode-configmap';
import { clusterWith } from '../../../support/aws/eks.ts';
import { testRule } from '../../../support/test-rule.ts';

const mode = (authenticationMode: 'API' | 'API_AND_CONFIG_MAP' | 'CONFIG_MAP') =>
  clusterWith({}, { accessConfig: { authenticationMode } });
const alone =
  'The aws-auth ConfigMap alone grants access, and its creator keeps a system:masters grant that no API shows or revokes.';
const beside = 'The aws-auth ConfigMap grants access beside the access entries.';
const cannot = 'who is only in aws-auth loses access: make access entries first';
const lax = { requireApiOnly: false };

testRule(rule, {
  pass: {
    'access entries alone': { on: mode('API') },
    'both, where policy does not ask for access entries alone': { on: mode('API_AND_CONFIG_MAP'), params: lax },
  },
  fail: {
    'the ConfigMap alone': { on: mode('CONFIG_MAP'), message: alone, cannot },
    'the plan takes the step that locks nobody out': { on: mode('CONFIG_MAP'), params: lax, message: alone },
    'no accessConfig is the ConfigMap alone': { on: clusterWith({}), message: alone, cannot },
    'no accessConfig, where both are enough': { on: clusterWith({}), params: lax, message: alone },
    both: { on: mode('API_AND_CONFIG_MAP'), message: beside, grade: 'low', cannot },
  },
  unknown: {
    'an accessConfig without a mode': {
      on: clusterWith({}, { accessConfig: {} }),
      reason: 'field-missing',
      message: 'The answer has no accessConfig.authenticationMode.',
    },
    'a cluster that is being made': {
      on: clusterWith({}, { status: 'CREATING' }),
      reason: 'in-transition',
    },
  },
  notApplicable: {
    'a registered cluster': {
      on: clusterWith({}, { connectorConfig: { provider: 'OTHER' } }),
      message: 'a registered cluster is not run by EKS',
    },
  },
});
