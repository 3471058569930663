/** The audit-log entries after which a resource, such as `deployments.apps`, has to be read again. */
export const changesOf = (resource: string): readonly string[] =>
  ['create', 'update', 'patch', 'delete', 'deletecollection'].map((verb) => `${verb} ${resource}`);
