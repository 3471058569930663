import { parseArn } from '../../address.ts';

/** A principal as the addresses of its access entries name it: `role/111122223333/Admin`. */
export function principalPath(principal: string): string {
  const arn = parseArn(principal);
  const [kind = '', ...name] = (arn?.path ?? '').split('/');
  return [kind, arn?.account ?? '', ...name].join('/');
}

/** The principal of such a path; an address says no partition. */
export function principalOf(path: string, partition: string): string {
  const [kind = '', account = '', ...name] = path.split('/');
  return `arn:${partition}:iam::${account}:${[kind, ...name].join('/')}`;
}
