/** How a plugin lets people in. `service`: one token for everybody; `user`: each has a token; `oauth`: people sign in. */
export type AuthKind = 'none' | 'service' | 'user' | 'oauth'

/** What a plugin is spoken to with. `openapi`: manifest and OpenAPI document; `mcp`: an MCP server. */
export type PluginKind = 'openapi' | 'mcp'

/** One thing that was found while a plugin was read. */
export interface Finding {
  level: 'error' | 'warning' | 'advice'
  /** Which document: show findings grouped by it. */
  source: 'address' | 'manifest' | 'openapi' | 'mcp'
  /** Where in it: `description_for_human`, `GET /todos/{username}, parameter username`. Empty for the whole. */
  place: string
  /** What is wrong and what to do. Plain text. */
  message: string
  /** Stable, for programs and tests: `manifest.name_for_human.long`. */
  rule: string
}

/** One action as the model sees it. */
export interface ActionInfo {
  /** operationId or tool name. */
  name: string
  description: string
  /** `GET /todos/{username}`; null for MCP. */
  route: string | null
  /** A JSON Schema of type object. */
  parameters: Record<string, unknown>
  /** Whether a dialog is shown before it runs. */
  asks: boolean
  /** Whether the dialog may offer "always allow". */
  mayAlwaysAllow: boolean
  /** Whether it is known to take away or not to be undone. */
  isDestructive: boolean
  /** Tokens that its part of the compact description costs. */
  tokens: number
}

/** The text that the model gets for a plugin. */
export interface PromptPreview {
  /** The compact description, to show as it is. */
  text: string
  /** Tokens (o200k) of the whole text. */
  tokens: number
  /** Part of the model's window that it takes, from 0 to 1. */
  share: number
}

/** What was read at an address. POST /api/plugins/inspect answers it; nothing is stored. */
export interface Inspection {
  kind: PluginKind
  /** What was read: `http://localhost:5003/.well-known/ai-plugin.json`, or the MCP server's URL. */
  url: string
  /** Host without `www.`: the identity of a plugin. */
  domain: string
  /** Null when the manifest can't be used at all; the findings say why. */
  plugin: PluginFacts | null
  /** The documents as they were received, for people to read; null what could not be had. */
  manifest: string | null
  document: string | null
  findings: Finding[]
  actions: ActionInfo[]
  prompt: PromptPreview | null
  /** Whether it can be registered: no errors. */
  isUsable: boolean
}

/** What a manifest says, in words for people. */
export interface PluginFacts {
  nameForModel: string
  title: string
  summary: string
  auth: AuthKind
  contactEmail: string | null
  legalUrl: string | null
  /** For oauth, where people are sent to sign in: show this host before they go. */
  signInHost: string | null
}

/** `unverified`: anyone's; `approved`: by an admin, or served by this Patchbay; `banned`: nobody may use it. */
export type PluginStatus = 'unverified' | 'approved' | 'banned'

/** A plugin that is registered here, as the person who asks sees it. */
export interface Plugin {
  /** `plugin-<uuid>` */
  id: string
  kind: PluginKind
  domain: string
  title: string
  nameForModel: string
  summary: string
  auth: AuthKind
  status: PluginStatus
  /** Whether it is served by this Patchbay. */
  isOwn: boolean
  /** Whether the person who asks registered it: they may refresh, share, set credentials and remove it. */
  isMine: boolean
  /** A path of the console; the picture is fetched by the server. Null: show the first letter. */
  logo: string | null
  /** The person's own: whether it is installed, and whether it may be called (signed in, token given). */
  isInstalled: boolean
  isReady: boolean
  /** What is missing until it may be called. */
  needs: 'credentials' | 'verification' | 'token' | 'sign-in' | 'approval-of-changes' | null
  /** What the person who asks may know: the number of actions and of tokens they cost. */
  actions: number
  tokens: number
}

/** GET /api/plugins/{id} */
export interface PluginDetail extends Plugin {
  inspection: Inspection
  /** When its documents were read last. ISO 8601. */
  readAt: string
  /** Actions that the person always allows. */
  alwaysAllowed: string[]
  /** Set when the definition changed since the person installed it; calls wait for POST …/changes. */
  changes: PluginChanges | null
  /** For who registered it. */
  registration: Registration | null
}

export interface PluginChanges {
  added: string[]
  removed: string[]
  changed: string[]
  /** Whether the description of the plugin itself changed. */
  description: boolean
}

/** What only the person who registered a plugin sees. Secrets are never sent. */
export interface Registration {
  hasServiceToken: boolean
  clientId: string | null
  hasClientSecret: boolean
  /** To be published in the manifest under `auth.verification_tokens.openai`; null when none is needed. */
  verificationToken: string | null
  isVerified: boolean
  /** `https://console.example.com/aip/plugin-<uuid>/oauth/callback`: to register with the OAuth server. */
  redirectUri: string
  /** The link others install it by; null until it is shared. */
  shareUrl: string | null
  users: number
}

/** POST /api/plugins and /api/plugins/inspect */
export interface NewPlugin {
  /** `localhost:5003`, `notes.example.com`, or a URL. */
  address: string
  /** `mcp` when the address is the URL of an MCP server; `openapi` by default. */
  kind?: PluginKind
}

/** PUT /api/plugins/{id}/credentials. What is left out stays as it is. */
export interface Credentials {
  serviceToken?: string
  clientId?: string
  clientSecret?: string
}

/** POST /api/plugins/{id}/install */
export interface Install {
  /** The person's own token, where auth is `user`. */
  token?: string
}

/** What comes next after an install. `sign-in`: send the whole browser to `url`; it comes back to `/?plugin=<id>&signed-in=1` or `&problem=…`. */
export type InstallResult = { status: 'ready'; plugin: Plugin } | { status: 'sign-in'; url: string; host: string }

/** GET /api/plugins/{id}/health: the last calls of everybody, without what was in them. */
export interface PluginHealth {
  isReachable: boolean
  /** Of the manifest, read just now. */
  milliseconds: number | null
  problem: string | null
  calls: number
  failures: number
  medianMilliseconds: number | null
}
