const pem = (body: string): string => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`;

/** One that ends on 28 December 2027 at 15:20:06, a year that is told by two digits. */
export const endsIn2027 = pem(
  'MIIBdDCCARmgAwIBAgIUJly8yFgJH1CQoq4Ul6modngqg8cwCgYIKoZIzj0EAwIwDzENMAsGA1UEAwwEc2hvcDAeFw0yNjExMjMx' +
    'NTIwMDZaFw0yNzEyMjgxNTIwMDZaMA8xDTALBgNVBAMMBHNob3AwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARrEpsxR5Qkk+sF' +
    'eJ+g3j7C36jhkv9L5FFr9FYNaFa7kv2OkWQ7yGigUVAJAShsjZnDeeTu34Vc+6gZbRqrSVX6o1MwUTAdBgNVHQ4EFgQUKJxAThgx' +
    'D9b2u8TOJDrMcRDg/6AwHwYDVR0jBBgwFoAUKJxAThgxD9b2u8TOJDrMcRDg/6AwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQD' +
    'AgNJADBGAiEAklD9Zodolmgb304EluojimQa95OpJGLhEJ/+knuNH8ECIQDAq1LroHYyFSrFJtZG8RdILSSJB8weUbPIxRbtz+lQ' +
    '9g==',
);

/** One that ends on 15 November 2056 at 15:20:06, a year that is told by four digits. */
export const endsIn2056 = pem(
  'MIIBdTCCARugAwIBAgIULpKRDssQ5NzQvUrcfa8jHc0mpQAwCgYIKoZIzj0EAwIwDzENMAsGA1UEAwwEc2hvcDAgFw0yNjExMjMx' +
    'NTIwMDZaGA8yMDU2MTExNTE1MjAwNlowDzENMAsGA1UEAwwEc2hvcDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABARZE+tKsIUY' +
    '7adVvi8xfR8cit3j5VwmIC5pcTv8NJ1xdVxqJDqtcd3j8RriNYvBri771bxJ5M+xC2h5WxFZGF6jUzBRMB0GA1UdDgQWBBTLZJ2E' +
    'RnAGEnzwOSO3InoJGoIQKzAfBgNVHSMEGDAWgBTLZJ2ERnAGEnzwOSO3InoJGoIQKzAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49' +
    'BAMCA0gAMEUCIC7daEB+kZmbl8elaBl0IWUdAWzPEBO3oEKBCCxAaje+AiEAzjmW+ipcgyzZaZUM2Uf2SL9MksGBeSb+WmjxZePe' +
    'rgc=',
);
