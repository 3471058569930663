import type { Binding } from './registry.ts';

/** The members that stand for pods of the project begin so. */
export const podsOfShop =
  'principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/shop-prod.svc.id.goog';

/** A role of Google, given to members. */
export const giving = (role: string, ...members: readonly string[]): Binding => ({ role: `roles/${role}`, members });

/** The same under a condition. */
export const sometimes = (role: string, ...members: readonly string[]): Binding => ({
  ...giving(role, ...members),
  condition: { expression: 'request.time < timestamp("2027-01-01T00:00:00Z")' },
});
