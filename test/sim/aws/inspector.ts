import {
  BatchGetAccountStatus$,
  ListFindings$,
  type AccountState,
  type BatchGetAccountStatusRequest,
  type BatchGetAccountStatusResponse,
  type Finding,
  type ListFindingsRequest,
  type ListFindingsResponse,
  type StringFilter,
} from '@aws-sdk/client-inspector2';
import type { AwsRegion } from './estate.ts';
import { AwsError, operation, type Call, type Operation } from './operation.ts';
import { isArray, isRecord } from './wire/shape.ts';

export const inspectorOperations: readonly Operation[] = [
  operation('inspector2', ListFindings$, listFindings),
  operation('inspector2', BatchGetAccountStatus$, getAccountStatus),
];

/** Other accounts are their administrator's to ask for. */
function getAccountStatus(
  { accountIds: ids = [] }: BatchGetAccountStatusRequest,
  call: Call,
): BatchGetAccountStatusResponse {
  const asked = ids.length === 0 ? [call.account] : ids;
  return {
    accounts: asked.filter((id) => id === call.account).map((id) => accountState(id, call.here)),
    failedAccounts: asked
      .filter((accountId) => accountId !== call.account)
      .map((accountId) => ({ accountId, errorCode: 'ACCESS_DENIED' as const, errorMessage: 'Access denied' })),
  };
}

/** The account's entry: it is on when Inspector looks at anything. */
export function accountState(accountId: string, { inspectorOfEcr: status }: Pick<AwsRegion, 'inspectorOfEcr'>) {
  const state = { status, errorCode: 'ALREADY_ENABLED' as const, errorMessage: '' };
  return { accountId, state, resourceState: { ec2: state, ecr: state } } satisfies AccountState;
}

function listFindings(
  { maxResults: size = 100, nextToken, filterCriteria = {} }: ListFindingsRequest,
  call: Call,
): ListFindingsResponse {
  if (!Number.isInteger(size) || size < 1 || size > 100)
    throw new AwsError('ValidationException', 'maxResults takes 1 to 100');
  const given: Readonly<Record<string, unknown>> = { ...filterCriteria };
  const tests = Object.entries(given).map(([name, filters]) => test(name, filters));
  const wanted = call.here.inspectorFindings.filter((finding) => tests.every((matches) => matches(finding)));
  const page = call.paginate(wanted, nextToken, size);
  return { findings: page.items, nextToken: page.next };
}

const criteria: Readonly<Record<string, (finding: Finding) => readonly (string | undefined)[]>> = {
  findingArn: (finding) => [finding.findingArn],
  awsAccountId: (finding) => [finding.awsAccountId],
  findingType: (finding) => [finding.type],
  findingStatus: (finding) => [finding.status],
  severity: (finding) => [finding.severity],
  title: (finding) => [finding.title],
  fixAvailable: (finding) => [finding.fixAvailable],
  exploitAvailable: (finding) => [finding.exploitAvailable],
  vulnerabilityId: (finding) => [finding.packageVulnerabilityDetails?.vulnerabilityId],
  resourceType: (finding) => (finding.resources ?? []).map((each) => each.type),
  resourceId: (finding) => (finding.resources ?? []).map((each) => each.id),
  ecrImageHash: (finding) => (finding.resources ?? []).map((each) => each.details?.awsEcrContainerImage?.imageHash),
  ecrImageRepositoryName: (finding) =>
    (finding.resources ?? []).map((each) => each.details?.awsEcrContainerImage?.repositoryName),
};

// Filters of one criterion are alternatives, except for those that exclude; a criterion beyond the simulator is refused.
function test(name: string, given: unknown): (finding: Finding) => boolean {
  const look = criteria[name];
  if (look === undefined || !isArray(given))
    throw new AwsError('ValidationException', `The criterion ${name} is not simulated`);
  const filters = given.map(stringFilter);
  const excluded = filters.filter((filter) => filter.comparison === 'NOT_EQUALS');
  const wanted = filters.filter((filter) => filter.comparison !== 'NOT_EQUALS');
  return (finding) => {
    const seen = look(finding);
    return (
      excluded.every((filter) => !seen.includes(filter.value)) &&
      (wanted.length === 0 || wanted.some((filter) => seen.some((value) => matches(value ?? '', filter))))
    );
  };
}

function stringFilter(filter: unknown): StringFilter {
  if (!isRecord(filter) || typeof filter['value'] !== 'string') {
    throw new AwsError('ValidationException', 'The filter needs a comparison and a value');
  }
  const [comparison, value] = [filter['comparison'], filter['value']];
  if (comparison === 'EQUALS' || comparison === 'PREFIX' || comparison === 'NOT_EQUALS') return { comparison, value };
  throw new AwsError('ValidationException', `The comparison ${String(comparison)} is not known`);
}

function matches(seen: string, { comparison, value = '' }: StringFilter): boolean {
  return comparison === 'PREFIX' ? seen.startsWith(value) : seen === value;
}
