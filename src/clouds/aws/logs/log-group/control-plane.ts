/** What the names of the log groups of control planes begin with. */
export const controlPlanePrefix = '/aws/eks/';

/**
 * The log group that EKS writes the logs of a control plane to.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html
 */
export const controlPlaneGroup = (cluster: string): string => `${controlPlanePrefix}${cluster}/cluster`;

/** Whether a log group is one of a control plane, by its name. */
export const isControlPlaneGroup = (name: string): boolean => /^\/aws\/eks\/[^/]+\/cluster$/.test(name);
