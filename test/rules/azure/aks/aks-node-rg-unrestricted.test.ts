import rule from '#rules/azure/aks/aks-node-rg-unrestricted';
import { aksWith } from '../../../support/azure/aks.ts';
import { testRule } from '../../../support/test-rule.ts';

const message = 'Whoever has rights in the node resource group may change what AKS made there.';
const level = (restrictionLevel: string) => aksWith({ nodeResourceGroupProfile: { restrictionLevel } });

testRule(rule, {
  pass: { 'it can be read only': { on: level('ReadOnly') }, 'compared without case': { on: level('readonly') } },
  fail: {
    'it is unrestricted': { on: level('Unrestricted'), message },
    'a level that says nothing': { on: level('Unspecified'), message },
    'without a profile it is unrestricted': { on: aksWith(), message },
  },
  unknown: {
    'a cluster that is being made': { on: aksWith({ provisioningState: 'Creating' }), reason: 'in-transition' },
  },
});
