/** The namespaces that Kubernetes keeps for what the cluster itself needs. */
export const systemNamespaces = ['kube-system', 'kube-public', 'kube-node-lease'] as const;

/** Whether a namespace is one of them. */
export const isSystemNamespace = (name: string | undefined): boolean => systemNamespaces.some((one) => one === name);
