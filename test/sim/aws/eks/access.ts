import {
  AssociateAccessPolicy$,
  DescribeAccessEntry$,
  DisassociateAccessPolicy$,
  ListAccessEntries$,
  ListAssociatedAccessPolicies$,
  type AssociateAccessPolicyRequest,
  type AssociateAccessPolicyResponse,
  type DescribeAccessEntryRequest,
  type DescribeAccessEntryResponse,
  type DisassociateAccessPolicyRequest,
  type ListAccessEntriesRequest,
  type ListAccessEntriesResponse,
  type ListAssociatedAccessPoliciesRequest,
  type ListAssociatedAccessPoliciesResponse,
} from '@aws-sdk/client-eks';
import type { AwsRegion } from '../estate.ts';
import { AwsError, operation, type Call, type Operation } from '../operation.ts';
import { clusterOf, pageSize } from './read.ts';

const gone = 'ResourceNotFoundException';

export const eksAccessOperations: readonly Operation[] = [
  operation('eks', ListAccessEntries$, listAccessEntries, gone),
  operation('eks', DescribeAccessEntry$, describeAccessEntry, gone),
  operation('eks', ListAssociatedAccessPolicies$, listAssociatedAccessPolicies, gone),
  operation('eks', AssociateAccessPolicy$, associateAccessPolicy, gone),
  operation('eks', DisassociateAccessPolicy$, disassociateAccessPolicy, gone),
];

function listAccessEntries(
  { clusterName, associatedPolicyArn, maxResults, nextToken }: ListAccessEntriesRequest,
  call: Call,
): ListAccessEntriesResponse {
  const own = entriesOf(call, clusterName).filter(
    ({ policies }) =>
      associatedPolicyArn === undefined || policies.some(({ policyArn }) => policyArn === associatedPolicyArn),
  );
  const page = call.paginate(
    own.flatMap(({ entry }) => entry.principalArn ?? []),
    nextToken,
    pageSize(maxResults),
  );
  return { accessEntries: page.items, nextToken: page.next };
}

function describeAccessEntry(
  { clusterName, principalArn }: DescribeAccessEntryRequest,
  call: Call,
): DescribeAccessEntryResponse {
  return { accessEntry: entryOf(call, clusterName, principalArn).entry };
}

function listAssociatedAccessPolicies(
  { clusterName, principalArn, maxResults, nextToken }: ListAssociatedAccessPoliciesRequest,
  call: Call,
): ListAssociatedAccessPoliciesResponse {
  const { policies } = entryOf(call, clusterName, principalArn);
  const page = call.paginate(policies, nextToken, pageSize(maxResults));
  return { clusterName, principalArn, associatedAccessPolicies: page.items, nextToken: page.next };
}

/** A policy that the entry has gets the scope that is asked for; a scope of namespaces names one or more. */
function associateAccessPolicy(
  { clusterName, principalArn, policyArn = '', accessScope }: AssociateAccessPolicyRequest,
  call: Call,
): AssociateAccessPolicyResponse {
  const held = entryOf(call, clusterName, principalArn);
  if (!/^arn:aws:eks::aws:cluster-access-policy\/\w+$/.test(policyArn))
    throw new AwsError('InvalidParameterException', `The policyArn ${policyArn} is not valid.`);
  const { type, namespaces = [] } = accessScope ?? {};
  if (type !== 'cluster' && (type !== 'namespace' || namespaces.length === 0))
    throw new AwsError('InvalidParameterException', 'The accessScope is not valid.');
  const associated = { policyArn, accessScope: { type, namespaces } };
  const policies = [...held.policies.filter((policy) => policy.policyArn !== policyArn), associated];
  call.changeHere({
    accessEntries: call.here.accessEntries.map((each) => (each === held ? { ...held, policies } : each)),
  });
  return { clusterName, principalArn, associatedAccessPolicy: associated };
}

function disassociateAccessPolicy(
  { clusterName, principalArn, policyArn }: DisassociateAccessPolicyRequest,
  call: Call,
): object {
  const held = entryOf(call, clusterName, principalArn);
  const policies = held.policies.filter((policy) => policy.policyArn !== policyArn);
  if (policies.length === held.policies.length) {
    throw new AwsError(
      gone,
      `The specified policyArn ${policyArn ?? ''} is not associated with the access entry.`,
      404,
    );
  }
  call.changeHere({
    accessEntries: call.here.accessEntries.map((each) => (each === held ? { ...held, policies } : each)),
  });
  return {};
}

type Held = AwsRegion['accessEntries'][number];

function entryOf(call: Call, clusterName: string | undefined, principalArn: string | undefined): Held {
  const found = entriesOf(call, clusterName).find(({ entry }) => entry.principalArn === principalArn);
  if (found !== undefined) return found;
  const message = `The specified principalArn could not be found. You cannot find access entry ${principalArn ?? ''}.`;
  throw new AwsError(gone, message, 404);
}

// A cluster that the ConfigMap alone opens has no entries to speak of.
function entriesOf(call: Call, clusterName: string | undefined): readonly Held[] {
  const { accessConfig } = clusterOf(call, clusterName);
  if ((accessConfig?.authenticationMode ?? 'CONFIG_MAP') === 'CONFIG_MAP') {
    const message = `The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this operation.`;
    throw new AwsError('InvalidRequestException', message);
  }
  return call.here.accessEntries.filter(({ entry }) => entry.clusterName === clusterName);
}
