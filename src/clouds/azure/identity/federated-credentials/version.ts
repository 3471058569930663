/** The version of Microsoft.ManagedIdentity that is spoken, https://learn.microsoft.com/rest/api/managedidentity/. */
export const identityVersion = '2024-11-30';
