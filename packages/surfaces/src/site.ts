/** Where a plugin is served and by whom: what its documents need beside the definition. */
export interface Site {
  /** Public origin without a trailing slash, such as `https://flights.example.com`. */
  origin: string
  /** Where people sign in: the issuer, such as `https://auth.example.com`. Needed where a plugin or action has the auth `oauth`. */
  authorizationServer?: string
  operator: { name: string; email: string }
  /** What hosts must find in the manifest, by host: `{ openai: '…' }`. */
  verificationTokens?: Readonly<Record<string, string>>
  /** What ChatGPT's store must find at `/.well-known/openai-apps-challenge`. */
  appsChallenge?: string
}
