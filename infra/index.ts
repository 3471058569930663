export { Shoalwatch, type AzureProps, type EvidenceProps, type GcpProps } from './shoalwatch.ts';
export type { MemberProps, ShoalwatchConfig, ShoalwatchProps } from './shoalwatch.ts';
export type { SlackProps } from './slack-props.ts';
export { ShoalwatchStack, type ShoalwatchStackProps } from './stack.ts';
export { MemberAccountRoles, type MemberAccountRolesProps } from './member-stack.ts';
export { WatchedRegion, type WatchedRegionProps } from './region-stack.ts';
export { configAt } from './config-at.ts';
