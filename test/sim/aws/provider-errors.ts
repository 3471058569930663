import type { Fault } from '../faults.ts';
import { AwsError, type Operation, type Service } from './operation.ts';

/** What each service says when something general goes wrong, from the common errors of its API reference. */
interface Sayings {
  readonly denied: readonly [string, number];
  readonly throttled: readonly [string, number];
  readonly serverError: readonly [string, number];
  readonly expired: readonly [string, number];
  readonly unknownOperation: readonly [string, number];
  readonly badToken: readonly [string, number];
  readonly badKey: readonly [string, number];
}

const query: Sayings = {
  denied: ['AccessDenied', 403],
  throttled: ['Throttling', 400],
  serverError: ['ServiceFailure', 500],
  expired: ['ExpiredToken', 403],
  unknownOperation: ['InvalidAction', 400],
  badToken: ['InvalidInput', 400],
  badKey: ['InvalidClientTokenId', 403],
};

const rest: Sayings = {
  denied: ['AccessDeniedException', 403],
  throttled: ['ThrottlingException', 429],
  serverError: ['ServerException', 500],
  expired: ['ExpiredTokenException', 403],
  unknownOperation: ['UnknownOperationException', 404],
  badToken: ['InvalidParameterException', 400],
  badKey: ['UnrecognizedClientException', 403],
};

const json: Sayings = {
  denied: ['AccessDeniedException', 400],
  throttled: ['ThrottlingException', 400],
  serverError: ['ServerException', 500],
  expired: ['ExpiredTokenException', 400],
  unknownOperation: ['UnknownOperationException', 400],
  badToken: ['InvalidParameterException', 400],
  badKey: ['UnrecognizedClientException', 400],
};

const sayings: Readonly<Record<Service, Sayings>> = {
  ec2: {
    denied: ['UnauthorizedOperation', 403],
    throttled: ['RequestLimitExceeded', 503],
    serverError: ['InternalError', 500],
    expired: ['RequestExpired', 400],
    unknownOperation: ['InvalidAction', 400],
    badToken: ['InvalidParameterValue', 400],
    badKey: ['AuthFailure', 401],
  },
  iam: query,
  sts: query,
  elasticloadbalancing: { ...query, badToken: ['ValidationError', 400] },
  eks: rest,
  inspector2: { ...rest, serverError: ['InternalServerException', 500], badToken: ['ValidationException', 400] },
  guardduty: { ...rest, serverError: ['InternalServerErrorException', 500], badToken: ['BadRequestException', 400] },
  ecr: json,
  kms: { ...json, serverError: ['KMSInternalException', 500], badToken: ['InvalidMarkerException', 400] },
  cloudtrail: json,
  logs: { ...json, serverError: ['ServiceUnavailableException', 500] },
  organizations: {
    ...json,
    throttled: ['TooManyRequestsException', 400],
    serverError: ['ServiceException', 500],
    badToken: ['InvalidInputException', 400],
  },
};

export function unknownOperation(service: Service, name: string): AwsError {
  return said(service, 'unknownOperation', `The action ${name} is not valid for this endpoint`);
}

export function badToken(service: Service): AwsError {
  return said(service, 'badToken', 'The pagination token is not valid');
}

/** The access key is unknown, or the region is not opted in. */
export function badKey(service: Service): AwsError {
  return said(service, 'badKey', 'The security token included in the request is invalid');
}

export function expired(service: Service): AwsError {
  return said(service, 'expired', 'The security token included in the request is expired');
}

export function throttled(service: Service): AwsError {
  return said(service, 'throttled', service === 'ec2' ? 'Request limit exceeded.' : 'Rate exceeded');
}

/** The error that a fault stands for; undefined for those that happen below or beside the protocol. */
export function faultError(fault: Fault, operation: Operation, caller: string): AwsError | undefined {
  const { service, shape } = operation;
  switch (fault) {
    case 'denied':
      return said(service, 'denied', `User: ${caller} is not authorized to perform: ${service}:${shape.name}`);
    case 'throttled':
      return throttled(service);
    case 'server-error':
      return said(service, 'serverError', 'An internal error occurred');
    case 'expired-credentials':
      return expired(service);
    case 'not-found':
      if (operation.notFound === undefined) return undefined;
      return new AwsError(operation.notFound, 'The object does not exist', statusOfNotFound(service));
    case 'timeout':
    case 'reset':
    case 'truncated-body':
    case 'malformed-body':
    case 'empty-page-with-token':
    case 'repeated-token':
      return undefined;
  }
}

export function statusOfNotFound(service: Service): number {
  return service === 'iam' || service === 'eks' ? 404 : 400;
}

function said(service: Service, what: keyof Sayings, message: string): AwsError {
  const [code, status] = sayings[service][what];
  return new AwsError(code, message, status);
}
