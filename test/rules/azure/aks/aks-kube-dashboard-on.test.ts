import rule from '#rules/azure/aks/aks-kube-dashboard-on';
import { addonCases } from '../../../support/azure/addon-cases.ts';
import { testRule } from '../../../support/test-rule.ts';

const shared = addonCases({ addon: 'kubeDashboard', message: 'The dashboard add-on is on.' });

testRule(rule, { pass: shared.pass, fail: shared.fail, unknown: shared.unknown });
