import { ConfigError } from './config-error.ts'
import { readConsole, type ConsoleConfig } from './console-config.ts'
import { Reader, type Environment } from './reader.ts'
import { readUpstream, type UpstreamConfig } from './upstream-config.ts'
import { readTracing, type TracingConfig } from './tracing-config.ts'
import { readMail, readSignUp, type MailConfig, type SignUpConfig } from './sign-up.ts'

export interface Limit {
  requests: number
  seconds: number
}

export interface Config {
  /** TCP port of the gateway. */
  port: number
  /** Address to listen on: loopback when embedded, every interface in production. */
  address: string
  /** The public origin of the domain: every link, issuer and manifest comes from it. */
  url: URL
  /** What is encrypted or signed depends on it; undefined when embedded and not given: then one is generated and kept. */
  secret: string | undefined
  /** The secret of before; what it has sealed can still be opened. */
  previousSecret: string | undefined
  /** The folder of the embedded database. */
  dataFolder: string
  /** Where state lives outside this process; undefined when embedded. */
  services: { databaseUrl: string; redisUrl: string } | undefined
  /** Whether the process changes tables at its start, or waits until `patchbay migrate` has. */
  migrates: boolean
  /** Names of the plugins to serve; undefined for all. */
  plugins: string[] | undefined
  /** The origins of gateways that serve one plugin each, by its name: its calls are sent there. */
  pluginServices: Readonly<Record<string, string>>
  log: { level: string; pretty: boolean | undefined }
  /** Port of `/metrics`, on loopback when embedded; undefined for none. */
  metricsPort: number | undefined
  /** How many gateways share the limits while Redis is away. */
  replicas: number
  /** CIDR ranges whose `X-Forwarded-*` and `X-Request-Id` are believed. */
  trustedProxies: string[]
  /** CIDR ranges of AI hosts: their `openai-ephemeral-user-id` tells anonymous callers apart. */
  aiHostRanges: string[]
  /** Defaults for one key or address, one user in one plugin, one user and action. */
  limits: { address: Limit; client: Limit; user: Limit; action: Limit }
  /** Hosts to which a program that registers itself may be called back after a sign-in, beside loopback. */
  redirectHosts: string[]
  signUp: SignUpConfig
  /** Another provider at which people may sign in; undefined for none. */
  upstream: UpstreamConfig | undefined
  /** The server that sends mail; undefined for none. */
  mail: MailConfig | undefined
  /** By plugin and host: what hosts such as ChatGPT want to find in the manifest. */
  verificationTokens: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** By plugin: what ChatGPT's store must find at `/.well-known/openai-apps-challenge`. */
  appsChallenges: Readonly<Record<string, string>>
  /** Who answers for this Patchbay, on legal pages and in manifests. */
  operator: { name: string; email: string }
  console: ConsoleConfig
  /** Where traces are sent; undefined for none. */
  tracing: TracingConfig | undefined
}

/**
 * Reads the settings once. Pure but for `<NAME>_FILE`, whose file is read.
 *
 * @throws ConfigError that names each variable that is missing, malformed or contradicts another.
 */
export function toConfig(environment: Environment): Config {
  const read = new Reader(environment)
  const port = read.integer('PORT', { default: 3000, min: 1, max: 65_535 })
  const url = readUrl(read, port)
  const services = readServices(read)
  const config: Config = {
    port,
    address: read.text('ADDRESS') ?? (services ? '0.0.0.0' : '127.0.0.1'),
    url,
    secret: readSecret(read, services !== undefined),
    previousSecret: readPreviousSecret(read),
    dataFolder: read.text('PATCHBAY_DATA') ?? '.patchbay',
    services,
    migrates: readMigrations(read),
    plugins: read.list('PLUGINS'),
    pluginServices: readPluginServices(read),
    log: { level: readLevel(read), pretty: read.boolean('LOG_PRETTY') },
    metricsPort: read.text('METRICS_PORT') === undefined ? undefined : read.integer('METRICS_PORT', { default: 9090, min: 1, max: 65_535 }),
    replicas: read.integer('GATEWAY_REPLICAS', { default: 1, min: 1, max: 1000 }),
    trustedProxies: read.ranges('TRUSTED_PROXIES'),
    aiHostRanges: read.ranges('AI_HOST_RANGES'),
    limits: {
      address: read.limit('LIMIT_ADDRESS', { requests: 120, seconds: 60 }),
      client: read.limit('LIMIT_CLIENT', { requests: 1200, seconds: 60 }),
      user: read.limit('LIMIT_USER', { requests: 300, seconds: 60 }),
      action: read.limit('LIMIT_ACTION', { requests: 120, seconds: 60 }),
    },
    redirectHosts: read.list('OAUTH_REDIRECT_HOSTS') ?? ['chatgpt.com', 'chat.openai.com', 'claude.ai', 'claude.com', 'vscode.dev'],
    signUp: readSignUp(read, url.protocol === 'http:'),
    upstream: readUpstream(read, url.protocol === 'http:'),
    mail: readMail(read, url.hostname),
    verificationTokens: readVerificationTokens(read),
    appsChallenges: readAppsChallenges(read),
    operator: { name: read.text('OPERATOR_NAME') ?? 'The operator of this Patchbay', email: readEmail(read, url) },
    console: readConsole(read, port),
    tracing: readTracing(read),
  }
  if (read.problems.length > 0) throw new ConfigError(read.problems)
  return config
}

function readUrl(read: Reader, port: number): URL {
  const fallback = new URL(`http://localhost:${port}`)
  const text = read.text('PATCHBAY_URL')
  if (text === undefined) return fallback
  const url = URL.parse(text)
  const refuse = (why: string) => {
    read.problem('PATCHBAY_URL', `${why}, such as https://example.com`)
    return fallback
  }
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) return refuse('must be the public https origin')
  if (url.pathname !== '/' || url.search || url.hash || url.username) return refuse('must be an origin without path, query or user')
  if (/^\[|^[\d.]+$/.test(url.hostname)) return refuse('must be a domain name, since every plugin is a subdomain of it')
  if (url.protocol === 'http:' && !isLocal(url.hostname)) return refuse('must be https unless it is localhost')
  return url
}

/** RFC 6761 §6.3: `localhost` and all below it is loopback. */
export function isLocal(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost')
}

function readServices(read: Reader): Config['services'] {
  const databaseUrl = read.url('DATABASE_URL', ['postgres:', 'postgresql:'])
  const redisUrl = read.url('REDIS_URL', ['redis:', 'rediss:'])
  if (databaseUrl && redisUrl) return { databaseUrl, redisUrl }
  if (databaseUrl && !read.text('REDIS_URL'))
    read.problem('REDIS_URL', 'is missing: DATABASE_URL and REDIS_URL go together; set both, or neither to run embedded')
  if (redisUrl && !read.text('DATABASE_URL'))
    read.problem('DATABASE_URL', 'is missing: DATABASE_URL and REDIS_URL go together; set both, or neither to run embedded')
  return undefined
}

function readSecret(read: Reader, required: boolean): string | undefined {
  const secret = read.text('PATCHBAY_SECRET')
  if (secret === undefined) {
    if (required) read.problem('PATCHBAY_SECRET', 'is missing: make one with `openssl rand -base64 48`')
    return undefined
  }
  if (secret.length < 32) read.problem('PATCHBAY_SECRET', 'is too short: at least 32 characters, such as from `openssl rand -base64 48`')
  else if (isSample(secret)) read.problem('PATCHBAY_SECRET', 'is a sample that everybody knows: make one with `openssl rand -base64 48`')
  return secret
}

function readPreviousSecret(read: Reader): string | undefined {
  const previous = read.text('PATCHBAY_SECRET_PREVIOUS')
  if (previous !== undefined && read.text('PATCHBAY_SECRET') === undefined)
    read.problem('PATCHBAY_SECRET_PREVIOUS', 'goes with PATCHBAY_SECRET, the one that follows it: set both')
  return previous
}

function isSample(secret: string): boolean {
  return /change.?me|example|secret.?secret|your.?secret|password/i.test(secret) || new Set(secret).size < 8
}

/** `notes/openai=0123…`, comma-separated. */
function readVerificationTokens(read: Reader): Config['verificationTokens'] {
  const tokens: Record<string, Record<string, string>> = {}
  for (const entry of read.list('VERIFICATION_TOKENS') ?? []) {
    const match = /^([a-z0-9-]+)\/([a-z0-9_-]+)=([\w.-]{1,256})$/.exec(entry)
    if (!match) read.problem('VERIFICATION_TOKENS', 'must be like notes/openai=0123456789abcdef, comma-separated')
    else tokens[match[1]!] = { ...tokens[match[1]!], [match[2]!]: match[3]! }
  }
  return tokens
}

/** `flights=http://gateway-flights:3000`, comma-separated. */
function readPluginServices(read: Reader): Config['pluginServices'] {
  const names = read.list('PLUGINS')
  const services: Record<string, string> = {}
  for (const entry of read.list('PLUGIN_SERVICES') ?? []) {
    const [, name = '', text = ''] = /^([a-z0-9-]+)=(https?:\/\/.+)$/.exec(entry) ?? []
    const url = URL.parse(text)
    if (!url || text.replace(/\/$/, '') !== url.origin)
      read.problem('PLUGIN_SERVICES', 'must be like flights=http://gateway-flights:3000, comma-separated')
    else if (names && !names.includes(name)) read.problem('PLUGIN_SERVICES', `names ${name}, which PLUGINS leaves out: name it there too`)
    else services[name] = url.origin
  }
  return services
}

/** `notes=token`, comma-separated. */
function readAppsChallenges(read: Reader): Config['appsChallenges'] {
  const entries = (read.list('OPENAI_APPS_CHALLENGES') ?? []).map((entry) => /^([a-z0-9-]+)=([\w.~+/=-]{1,512})$/.exec(entry))
  if (entries.includes(null)) read.problem('OPENAI_APPS_CHALLENGES', 'must be like notes=token, comma-separated')
  return Object.fromEntries(entries.flatMap((match) => (match ? [[match[1]!, match[2]!]] : [])))
}

function readMigrations(read: Reader): boolean {
  const text = read.text('MIGRATIONS') ?? 'auto'
  if (text !== 'auto' && text !== 'check') read.problem('MIGRATIONS', 'must be auto or check')
  return text !== 'check'
}

function readLevel(read: Reader): string {
  const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']
  const level = read.text('LOG_LEVEL') ?? 'info'
  if (!levels.includes(level)) read.problem('LOG_LEVEL', `must be one of ${levels.join(', ')}`)
  return level
}

function readEmail(read: Reader, url: URL): string {
  const email = read.text('CONTACT_EMAIL') ?? `hello@${isLocal(url.hostname) ? 'example.com' : url.hostname}`
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) read.problem('CONTACT_EMAIL', 'must be an e-mail address')
  return email
}
