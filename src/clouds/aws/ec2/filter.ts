import type { Filter } from '@aws-sdk/client-ec2';

/** What one call's filters may hold, https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Filter.html */
export const mostFilterValues = 200;

/** Filters for objects by their ids: asked for outright, one that is gone would refuse the others. */
export const filterBy = (Name: string, values: readonly string[] | undefined): Filter[] | undefined =>
  values && [{ Name, Values: [...values] }];
