import rule from '#rules/azure/aks/aks-http-application-routing-on';
import { addonCases } from '../../../support/azure/addon-cases.ts';
import { testRule } from '../../../support/test-rule.ts';

const shared = addonCases({ addon: 'httpApplicationRouting', message: 'The retired HTTP application routing is on.' });

testRule(rule, { pass: shared.pass, fail: shared.fail, unknown: shared.unknown });
