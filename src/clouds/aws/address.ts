/** The parts of an ARN; parts that an answer did not name are empty. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly path: string;
}

/** Splits an ARN; undefined when the text is none. */
export function parseArn(text: string): Arn | undefined {
  const [arn, partition, service, region, account, ...path] = text.split(':');
  if (arn !== 'arn' || !partition || !service || region === undefined || account === undefined) return undefined;
  return path.length === 0 ? undefined : { partition, service, region, account, path: path.join(':') };
}

/** The address of an object that lives where another one does: same partition, region and account. */
export function besideArn(neighbour: string, service: string, path: string): string {
  const it = parseArn(neighbour);
  return `arn:${it?.partition ?? 'aws'}:${service}:${it?.region ?? ''}:${it?.account ?? ''}:${path}`;
}

/** The target of a regional address: its account in its region. */
export function regionOf(address: string): string | undefined {
  const arn = parseArn(address);
  return arn?.account && arn.region ? `aws:${arn.account}:${arn.region}` : undefined;
}

/** The target of a global address, such as a role: its account. */
export function accountOf(address: string): string | undefined {
  const arn = parseArn(address);
  return arn?.account ? `aws:${arn.account}:global` : undefined;
}
