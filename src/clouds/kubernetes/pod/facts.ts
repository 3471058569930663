import type { Resource } from '#model';
import type { pod } from './resource.ts';

/** Whether EKS runs a pod on Fargate, where the VPC CNI enforces no policies. */
export const isOnFargate = ({ config }: Resource<'k8s.pod', typeof pod.config>): boolean =>
  config.metadata?.labels?.['eks.amazonaws.com/fargate-profile'] !== undefined;
