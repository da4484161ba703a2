/** GET /api/session: who is here. 200 without a session too, with `user: null`. */
export interface Session {
  user: SessionUser | null
  /** Send it back as `x-csrf-token` with every request that is not GET. Empty without a session. */
  csrfToken: string
  /** Where the browser goes to sign in; add `?return=/path` (a path of the console) to come back there. */
  signInPath: '/auth/sign-in'
  /** `http://auth.localhost:3000/account`: what the person allowed, and where it is taken back. */
  accountUrl: string
  /** The host of this Patchbay, such as `localhost:3000`, for hints like `flights.localhost:3000`. */
  domain: string
  model: ModelInfo
  limits: ConsoleLimits
}

export interface SessionUser {
  id: string
  email: string
  isAdmin: boolean
}

/** What answers in conversations. */
export interface ModelInfo {
  /** `planner`: the built-in planner, which is not a language model; say so wherever it answers. */
  kind: 'model' | 'planner'
  /** `gpt-5.1`, or `Built-in planner`. */
  name: string
  /** The host of the endpoint, for people; null for the planner. */
  host: string | null
  /** Tokens that fit into its window. */
  window: number
}

export interface ConsoleLimits {
  /** Plugins that may be on in one conversation. */
  pluginsAtOnce: number
  /** Users of a plugin that is not approved. */
  unverifiedUsers: number
  /** Characters of one message. */
  messageLength: number
}

/** GET and PUT /api/settings: what the person chose. PUT takes any part of it. */
export interface Settings {
  /** ISO 3166-2, such as `US-CA`: sent to plugins as `openai-subdivision-1-iso-code`. Null sends none. */
  subdivision: string | null
  /** BCP 47, such as `de-AT`: sent as `accept-language`. Null sends none. */
  locale: string | null
  /** What plugins know the person by today: `openai-ephemeral-user-id`. Read only; changes at 00:00 UTC. */
  ephemeralUserId: string
}

/** Every error of /api, with `content-type: application/problem+json` (RFC 9457). */
export interface Problem {
  title: string
  status: number
  /** Stable, for programs: `unauthorized`, `invalid_input`, `not_found` … */
  code: string
  /** What to do, in a sentence to show. */
  detail: string
  requestId: string
}
