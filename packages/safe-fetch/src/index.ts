export { isLoopbackHost, type OwnHosts } from './create-connector.ts'
export { createPublicFetch, type PublicFetch, type PublicFetchOptions } from './create-public-fetch.ts'
export {
  createSafeRequest,
  SafeRequestError,
  type SafeAnswer,
  type SafeAsk,
  type SafeRequest,
  type SafeRequestOptions,
  type SafeRequestProblem,
} from './create-safe-request.ts'
