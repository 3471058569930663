import type { AssumeRoleRequest } from '@aws-sdk/client-sts';
import type { Call } from '../operation.ts';
import { isRecord } from '../wire/shape.ts';
import { listed, parsePolicy } from './policy-document.ts';

/**
 * Whether a trust policy lets a caller take its role: principals, the external id, the source identity and who the caller is.
 * A source identity takes a right of its own. Other conditions are out of the simulator's reach and refuse.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 */
export function trusts(document: string | undefined, asked: AssumeRoleRequest, call: Call): boolean {
  const wanted = ['sts:AssumeRole', ...(asked.SourceIdentity === undefined ? [] : ['sts:SetSourceIdentity'])];
  const own = (parsePolicy(decodeURIComponent(document ?? '')) ?? []).filter(
    (it) => it['Effect'] === 'Allow' && admits(it['Principal'], call) && meets(it['Condition'], asked, call),
  );
  return wanted.every((action) => own.some((it) => listed(it['Action']).includes(action)));
}

function admits(principal: unknown, { account, caller }: Call): boolean {
  if (principal === '*') return true;
  const named = isRecord(principal) ? listed(principal['AWS']) : [];
  return ['*', account, `arn:aws:iam::${account}:root`, caller].some((each) => named.includes(each));
}

function meets(condition: unknown, asked: AssumeRoleRequest, { caller }: Call): boolean {
  if (condition === undefined) return true;
  if (!isRecord(condition)) return false;
  const known: Readonly<Record<string, string | undefined>> = {
    'sts:ExternalId': asked.ExternalId,
    'sts:SourceIdentity': asked.SourceIdentity,
    'aws:PrincipalArn': roleOf(caller),
  };
  return Object.entries(condition).every(([operator, keys]) => {
    if (!isRecord(keys)) return false;
    return Object.entries(keys).every(([key, values]) => {
      const actual = known[key];
      return actual !== undefined && listed(values).some((it) => holds[operator]?.(actual, String(it)));
    });
  });
}

const like = (actual: string, pattern: string): boolean => {
  const parts = pattern.split('').map((sign) => ({ '*': '.*', '?': '.' })[sign] ?? RegExp.escape(sign));
  return new RegExp(`^${parts.join('')}$`).test(actual);
};

const holds: Readonly<Record<string, (actual: string, expected: string) => boolean>> = {
  StringEquals: (actual, expected) => actual === expected,
  StringLike: like,
  // Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
  ArnEquals: like,
};

/** A session is known by its role. */
const roleOf = (caller: string): string =>
  caller.replace(/^arn:aws:sts::(\d{12}):assumed-role\/([^/]+)\/.+$/, 'arn:aws:iam::$1:role/$2');
