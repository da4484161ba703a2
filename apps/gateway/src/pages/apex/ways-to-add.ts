import type { Plugin } from '@patchbay/plugin-kit'
import { toScopes } from '@patchbay/surfaces'

/** Something to copy: a URL, a command, a value for a form. */
export interface Value {
  label: string
  text: string
}

/** How to add a plugin to one kind of host. */
export interface WayToAdd {
  host: string
  /** What a person does there, a sentence each. */
  steps: readonly string[]
  values: readonly Value[]
  /** Opens the host where this begins, or adds the plugin at once. */
  link?: { text: string; url: string }
}

export interface Addable {
  /** How the host should call it. */
  name: string
  title: string
  origin: string
  /** Whether people sign in; `mixed` where some actions need nobody; `key` where only a key helps. */
  access: 'none' | 'oauth' | 'mixed' | 'key'
  /** The catalogue of the domain, and what it calls itself; undefined for the domain as one server. */
  marketplace?: { url: string; name: string }
}

/** Over MCP, which every host of today speaks. */
export function toMcpWays(addable: Addable): WayToAdd[] {
  return [toChatGpt(addable), toClaude(addable), toClaudeCode(addable), toVsCode(addable), toCodex(addable)]
}

function toChatGpt({ title, origin, access }: Addable): WayToAdd {
  const authentication = { none: 'No auth', oauth: 'OAuth', mixed: 'OAuth or no auth', key: 'OAuth' }[access]
  return {
    host: 'ChatGPT',
    steps:
      access === 'key'
        ? ['ChatGPT sends no keys to MCP servers, and this plugin takes keys only. Use it as a GPT Action.']
        : [`On the page of plugins choose +, then “Add custom MCP server”. Authentication: ${authentication}.`],
    values:
      access === 'key'
        ? []
        : [
            { label: 'Name', text: title },
            { label: 'MCP server URL', text: `${origin}/mcp` },
          ],
    link: { text: 'Open ChatGPT', url: 'https://chatgpt.com/plugins' },
  }
}

function toClaude({ title, origin, access }: Addable): WayToAdd {
  return {
    host: 'Claude',
    steps:
      access === 'key'
        ? ['Claude’s connectors sign in and send no keys, and this plugin takes keys only. Claude Code can send one.']
        : [
            'Under Connectors choose +, then “Add custom connector”, and give it these.',
            ...(access === 'none' ? [] : ['Leave client id and secret empty: Claude registers itself.']),
          ],
    values:
      access === 'key'
        ? []
        : [
            { label: 'Name', text: title },
            { label: 'Remote MCP server URL', text: `${origin}/mcp` },
          ],
    link: { text: 'Open Claude', url: 'https://claude.ai/settings/connectors' },
  }
}

function toClaudeCode({ name, origin, access, marketplace }: Addable): WayToAdd {
  const header = access === 'key' ? ' --header "Authorization: Bearer $KEY"' : ''
  const command = { label: 'In a terminal', text: `claude mcp add --transport http ${name} ${origin}/mcp${header}` }
  const inside = marketplace && [
    { label: 'Or, in Claude Code', text: `/plugin marketplace add ${marketplace.url}` },
    { label: 'and then', text: `/plugin install ${name}@${marketplace.name}` },
  ]
  return {
    host: 'Claude Code',
    steps: [
      access === 'oauth' || access === 'mixed'
        ? 'Then type /mcp in Claude Code to sign in.'
        : 'Then type /mcp in Claude Code to see its tools.',
    ],
    values: [command, ...(inside ?? [])],
  }
}

function toVsCode({ name, origin }: Addable): WayToAdd {
  const server = JSON.stringify({ name, type: 'http', url: `${origin}/mcp` })
  return {
    host: 'VS Code',
    steps: ['VS Code asks before it adds the server, and opens a browser when it needs you to sign in.'],
    values: [{ label: 'In a terminal', text: `code --add-mcp '${server}'` }],
    link: { text: 'Add to VS Code', url: `vscode:mcp/install?${encodeURIComponent(server)}` },
  }
}

function toCodex({ name, origin, access }: Addable): WayToAdd {
  const key = access === 'key' ? ' --bearer-token-env-var KEY' : ''
  const signsIn = access === 'oauth' || access === 'mixed'
  return {
    host: 'Codex',
    steps: ['The command line, the app and the editor share this setting.'],
    values: [
      { label: 'In a terminal', text: `codex mcp add ${name} --url ${origin}/mcp${key}` },
      ...(signsIn ? [{ label: 'Sign in', text: `codex mcp login ${name}` }] : []),
    ],
  }
}

/** As a GPT Action: the OpenAPI document and what the form for authentication asks. */
export function toGptAction(plugin: Plugin, origin: string): WayToAdd {
  const scopes = toScopes(plugin)
  const oauth = [
    { label: 'Authorization URL', text: `${origin}/oauth/authorize` },
    { label: 'Token URL', text: `${origin}/oauth/token` },
    { label: 'Scope', text: scopes.join(' ') },
  ]
  const steps = ['Create a GPT, then under Configure “Create new action” and “Import from URL”.']
  if (scopes.length > 0)
    steps.push('Authentication: OAuth, default (POST request). Whoever runs this Patchbay has the client id and secret.')
  else if (plugin.auth !== 'none') steps.push('Authentication: API key, Bearer. Whoever runs this Patchbay has the key.')
  return {
    host: 'GPT Action',
    steps,
    values: [
      { label: 'OpenAPI document', text: `${origin}/openapi.json` },
      ...(scopes.length > 0 ? oauth : []),
      { label: 'Privacy policy', text: `${origin}/privacy` },
    ],
    link: { text: 'Open the editor', url: 'https://chatgpt.com/gpts/editor' },
  }
}

/** In hosts of plugins as ChatGPT had them in 2023: the domain is all they ask. */
export function toPluginHost(origin: string, consoleUrl: string | undefined): WayToAdd {
  return {
    host: 'Plugin host',
    steps: ['Choose “Develop your own plugin” and type its domain. LibreChat, LobeHub and LangChain take the manifest.'],
    values: [
      { label: 'Domain', text: new URL(origin).host },
      { label: 'Manifest', text: `${origin}/.well-known/ai-plugin.json` },
    ],
    ...(consoleUrl && { link: { text: 'Open the console', url: consoleUrl } }),
  }
}
