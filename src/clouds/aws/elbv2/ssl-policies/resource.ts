import type { SslPolicy } from '@aws-sdk/client-elastic-load-balancing-v2';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** Which protocols the security policies of AWS let TLS listeners speak: all pages of `DescribeSSLPolicies`, without their ciphers. */
export const sslPolicies = defineType({
  name: 'elbv2.ssl-policies',
  scope: 'aws-region',
  reads: ['elasticloadbalancing:DescribeSSLPolicies'],
  changedBy: [],
  config: wire<{ SslPolicies: Pick<SslPolicy, 'Name' | 'SslProtocols'>[] }>(),
  home: regionOf,
});
