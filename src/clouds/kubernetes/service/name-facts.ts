import { parseAddressList } from '#lib/address-list';
import { covers, parseAddresses } from '#lib/addresses';

/** Something inside that a name leads to; a service of another namespace is the least of it. */
export interface InnerName {
  readonly is: 'guarded' | 'service';
  readonly says: string;
}

const metadataNames = ['metadata.google.internal', 'metadata', 'instance-data', 'instance-data.ec2.internal'];
// The metadata services of EC2 and GCE over IPv6, and the wire server of Azure, are on no link.
const metadataAddresses = parseAddressList(['fd00:ec2::254', 'fd20:ce::254', '168.63.129.16']).set;
const loops = parseAddressList(['127.0.0.0/8', '::1']).set;
const links = parseAddressList(['169.254.0.0/16', 'fe80::/10']).set;

/**
 * What inside of a node, a cloud or the cluster a name stands for, by its text alone: no name is looked up. The name is in
 * lower case and has no dot at its end.
 * Source: https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/
 */
export function innerNameOf(
  name: string,
  { own, clusterDomain }: { readonly own: string; readonly clusterDomain: string },
): InnerName | undefined {
  if (name === 'localhost' || name.endsWith('.localhost')) return guarded('the host itself');
  if (metadataNames.includes(name)) return guarded('the metadata service of the cloud');
  const address = parseAddresses(name);
  if (address && covers(loops, address)) return guarded('the host itself');
  if (address && covers(metadataAddresses, address)) return guarded('the metadata service of the cloud');
  if (address && covers(links, address)) return guarded('an address of the link, where metadata services are');
  const ending = `.${clusterDomain.toLowerCase()}`;
  const [, service, namespace] = /^(?:.+\.)?([^.]+)\.([^.]+)\.svc$/.exec(withoutEnd(name, ending)) ?? [];
  if (namespace === undefined) return undefined;
  if (namespace === 'default' && service === 'kubernetes') return guarded('the Kubernetes API');
  if (namespace === 'kube-system') return guarded('a service of the system');
  return namespace === own ? undefined : { is: 'service', says: `a service of the namespace ${namespace}` };
}

const guarded = (says: string): InnerName => ({ is: 'guarded', says });

const withoutEnd = (text: string, end: string): string => (text.endsWith(end) ? text.slice(0, -end.length) : text);
