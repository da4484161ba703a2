/** Where a plugin is served and by whom: what its documents need beside the definition. */
export interface Site {
  /** Public origin without a trailing slash, such as `https://flights.example.com`. */
  origin: string
  operator: { name: string; email: string }
  /** What hosts must find in the manifest, by host: `{ openai: '…' }`. */
  verificationTokens?: Readonly<Record<string, string>>
}
