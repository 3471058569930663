import { whyFull } from '../plan/limits.ts';
import { stop, type Guard } from './check.ts';

/** No more fixes at once, and in an hour, than policy lets begin. */
export const limitGuard: Guard = ({ policy, remediations, finding, at, plan }) => {
  const why = whyFull({ policy: policy.remediation, remediations, target: finding.resource.target, at, plan });
  return why === undefined ? [] : stop(why);
};
