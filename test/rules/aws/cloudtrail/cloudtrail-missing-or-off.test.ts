import { trailSelectors } from '#clouds/aws/cloudtrail/trail-selectors/resource';
import { trailStatus } from '#clouds/aws/cloudtrail/trail-status/resource';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import rule from '#rules/aws/cloudtrail/cloudtrail-missing-or-off';
import { selectorsOf, statusOf, trailArn, trailsOf, trailWith } from '../../../support/aws/cloudtrail.ts';
import { clusterWith } from '../../../support/aws/eks.ts';
import { gapOn } from '../../../support/build.ts';
import { testRule } from '../../../support/test-rule.ts';

const cluster = clusterWith({}, { arn: 'arn:aws:eks:eu-west-1:111122223333:cluster/shop' });
const global = 'aws:111122223333:global';

/** One trail, as its selectors, its status and its entry in the list are given. */
const main = (
  selectors?: Parameters<typeof selectorsOf>[1],
  status?: Parameters<typeof statusOf>[1],
  trail?: Parameters<typeof trailWith>[1],
) => ({
  on: trailsOf([trailWith('main', trail)]),
  beside: [cluster, statusOf('main', status), selectorsOf('main', selectors)],
});
const classic = (selector: object) => main({ EventSelectors: [selector] });
const advanced = (...fields: readonly object[]) =>
  main({ AdvancedEventSelectors: [{ Name: 'own', FieldSelectors: [...fields] as [] }] });
const management = { Field: 'eventCategory', Equals: ['Management'] };

const message = 'main records the management writes of every region.';
const none = 'No trail records the management writes of every region';
const noWrites = `${none}: main leaves management writes out.`;
const noKeys = 'main leaves out what is done with KMS keys.';
const noTrail = 'make a trail of every region: no trail of the account can become one';
const byPerson = 'its selectors, its bucket and its key are changed by a person';

testRule(rule, {
  pass: {
    'a trail of every region that records everything': { ...main(), message },
    'a classic selector without words means everything': { ...classic({}), message },
    'a classic selector of writes': { ...classic({ ReadWriteType: 'WriteOnly' }), message },
    'an advanced selector of management events': { ...advanced(management), message },
    'an advanced selector of writes': { ...advanced(management, { Field: 'readOnly', Equals: ['false'] }), message },
    'an advanced selector of reads and writes': {
      ...advanced(management, { Field: 'readOnly', Equals: ['true', 'false'] }),
      message,
    },
    'one of two selectors is enough': {
      ...main({ EventSelectors: [{ IncludeManagementEvents: false }, { IncludeManagementEvents: true }] }),
      message,
    },
    'RDS Data may be left out': {
      ...advanced(management, { Field: 'eventSource', NotEquals: ['rdsdata.amazonaws.com'] }),
      message,
    },
    'the trail of the organisation': {
      ...main(undefined, undefined, { IsOrganizationTrail: true }),
      message,
    },
    'one of two trails is enough, and the one without flaws counts': {
      on: trailsOf([trailWith('flawed', { LogFileValidationEnabled: false }), trailWith('main')]),
      beside: [cluster, ...['main', 'flawed'].flatMap((name) => [statusOf(name), selectorsOf(name)])],
      message,
    },
    'a trail whose status was refused, beside one that records': {
      on: trailsOf([trailWith('other'), trailWith('main')]),
      beside: [cluster, statusOf('main'), selectorsOf('main'), selectorsOf('other')],
      gaps: [gapOn(trailStatus, global, `${global}/cloudtrail.trail-status/${trailArn('other')}`)],
      message,
    },
    'its own key, where policy asks for one': {
      ...main(undefined, undefined, { KmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/1' }),
      params: { requireCmk: true },
      message,
    },
    'without a key of its own, where nobody asks for one': { ...main(), message },
    'a delivery error that is empty': { ...main(undefined, { IsLogging: true, LatestDeliveryError: '' }), message },
  },
  fail: {
    'no trail at all': { on: trailsOf([]), beside: [cluster], message: `${none}.`, cannot: noTrail },
    'a trail of one region': {
      ...main(undefined, undefined, { IsMultiRegionTrail: false }),
      message: `${none}: main records eu-west-1 alone.`,
    },
    'a trail that is not logging': {
      ...main(undefined, { IsLogging: false }),
      message: `${none}: main is not logging.`,
    },
    'a classic selector of reads': { ...classic({ ReadWriteType: 'ReadOnly' }), message: noWrites, cannot: noTrail },
    'no management events': { ...classic({ IncludeManagementEvents: false }), message: noWrites, cannot: noTrail },
    'an advanced selector of data events': {
      ...advanced({ Field: 'eventCategory', Equals: ['Data'] }),
      message: noWrites,
      cannot: noTrail,
    },
    'an advanced selector of reads': {
      ...advanced(management, { Field: 'readOnly', Equals: ['true'] }),
      message: noWrites,
      cannot: noTrail,
    },
    'an advanced selector of what is not a write': {
      ...advanced(management, { Field: 'readOnly', NotEquals: ['false'] }),
      message: noWrites,
      cannot: noTrail,
    },
    'two trails, each of which lacks something': {
      on: trailsOf([trailWith('main'), trailWith('other', { IsMultiRegionTrail: false })]),
      beside: [cluster, statusOf('main', { IsLogging: false }), selectorsOf('main')],
      message: `${none}: main is not logging; other records eu-west-1 alone.`,
    },
    'KMS left out by a classic selector': {
      ...classic({ ExcludeManagementEventSources: ['kms.amazonaws.com'] }),
      message: noKeys,
      key: 'key-use',
      cannot: byPerson,
      grade: 'low',
    },
    'KMS left out by an advanced selector': {
      ...advanced(management, { Field: 'eventSource', NotEquals: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] }),
      message: noKeys,
      key: 'key-use',
      cannot: byPerson,
      grade: 'low',
    },
    'files that nobody can check': {
      ...main(undefined, undefined, { LogFileValidationEnabled: false }),
      message: 'main gives no digest that shows whether its files were changed.',
      key: 'log-validation',
      grade: 'low',
    },
    'two trails with a flaw each, in whatever order they are listed': {
      on: trailsOf(['other', 'main'].map((name) => trailWith(name, { LogFileValidationEnabled: false }))),
      beside: [cluster, ...['main', 'other'].flatMap((name) => [statusOf(name), selectorsOf(name)])],
      message: 'main gives no digest that shows whether its files were changed.',
      key: 'log-validation',
      grade: 'low',
    },
    'files that could not be delivered': {
      ...main(undefined, { IsLogging: true, LatestDeliveryError: 'AccessDenied' }),
      message: 'main could not deliver its files: AccessDenied.',
      key: 'delivery',
      cannot: byPerson,
      grade: 'low',
    },
    'no key of its own, where policy asks for one': {
      ...main(),
      params: { requireCmk: true },
      message: 'main is not encrypted with a key of your own.',
      key: 'own-key',
      cannot: byPerson,
      grade: 'low',
    },
  },
  unknown: {
    'the status of the trail of the organisation was refused': {
      on: trailsOf([trailWith('main', { IsOrganizationTrail: true })]),
      beside: [cluster, selectorsOf('main')],
      hidden: [trailStatus],
      reason: 'denied',
    },
    'the selectors were refused': {
      on: trailsOf([trailWith('main')]),
      beside: [cluster, statusOf('main')],
      hidden: [trailSelectors],
      reason: 'denied',
    },
    'no answer holds the status': {
      on: trailsOf([trailWith('main')]),
      beside: [cluster, selectorsOf('main')],
      reason: 'not-found',
    },
    'a selector that takes some calls only': {
      ...advanced(management, { Field: 'eventName', Equals: ['CreateCluster'] }),
      reason: 'outside',
    },
    'a selector that leaves a service out': {
      ...advanced(management, { Field: 'eventSource', NotEquals: ['eks.amazonaws.com'] }),
      reason: 'outside',
    },
    'a selector that takes one service': {
      ...advanced(management, { Field: 'eventSource', Equals: ['s3.amazonaws.com'] }),
      reason: 'outside',
    },
    'selectors of neither kind': { ...main({}), reason: 'field-missing' },
    'an answer that does not say whether it is logging': { ...main(undefined, {}), reason: 'field-missing' },
    'an answer that does not say which regions': {
      ...main(undefined, undefined, { IsMultiRegionTrail: undefined }),
      reason: 'field-missing',
    },
    'an answer that does not say whether its files can be checked': {
      ...main(undefined, undefined, { LogFileValidationEnabled: undefined }),
      reason: 'field-missing',
    },
    'a selector of writes by the beginning of a word': {
      ...advanced(management, { Field: 'readOnly', StartsWith: ['t'] }),
      reason: 'outside',
    },
    'an answer without a list': { on: trailsOf(undefined), beside: [cluster], reason: 'field-missing' },
    'the clusters were refused': { on: trailsOf([]), hidden: [eksCluster], reason: 'denied' },
  },
  notApplicable: {
    'an account without clusters': { on: trailsOf([]), message: 'no cluster stands in the account' },
    'an account whose clusters stand in another one': {
      on: trailsOf([]),
      beside: [clusterWith({}, { arn: 'arn:aws:eks:eu-west-1:444455556666:cluster/shop' })],
      message: 'no cluster stands in the account',
    },
  },
});
