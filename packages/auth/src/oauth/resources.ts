/** A plugin as the authorization server sees it: one audience with two scopes. */
export interface ProtectedPlugin {
  name: string
  title: string
  /** Public origin without a trailing slash: the audience of its tokens. */
  origin: string
  /** `notes:read` and `notes:write`, as far as its actions need them. */
  scopes: readonly string[]
}

export interface Resources {
  all: readonly ProtectedPlugin[]
  byName(name: string): ProtectedPlugin | undefined
  /** By a resource indicator (RFC 8707 §2): the origin, with or without a slash, or its `/mcp`. */
  byIndicator(indicator: string): ProtectedPlugin | undefined
  /** The one plugin that all these scopes belong to. */
  byScopes(scopes: readonly string[]): ProtectedPlugin | undefined
}

export function createResources(plugins: readonly ProtectedPlugin[]): Resources {
  const byName = new Map(plugins.map((plugin) => [plugin.name, plugin]))
  const byIndicator = new Map(plugins.flatMap((plugin) => ['', '/', '/mcp'].map((end) => [`${plugin.origin}${end}`, plugin])))
  const byScope = new Map(plugins.flatMap((plugin) => plugin.scopes.map((scope) => [scope, plugin])))
  return {
    all: plugins,
    byName: (name) => byName.get(name),
    byIndicator: (indicator) => byIndicator.get(indicator),
    byScopes(scopes) {
      const found = new Set(scopes.map((scope) => byScope.get(scope)).filter((plugin) => plugin !== undefined))
      return found.size === 1 ? [...found][0] : undefined
    },
  }
}
