import { formatAddresses, parseAddresses } from '#lib/addresses';

/**
 * A range without host bits, the form in which AWS stores it; what is no range stays as it is.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html
 */
export function canonicalCidr(text: string): string {
  const set = parseAddresses(text);
  return (set && formatAddresses(set)[0]) ?? text;
}
