export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** `GET /offers/{id}`: a method, one space, a path whose `{name}` segments are filled from the input. */
export type Route = `${Method} /${string}`

/** The names of a route's path parameters: `'id'` of `GET /offers/{id}`. */
export type PathParameter<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | PathParameter<Rest> : never

/** The route itself if every path parameter is a key of the input, else a sentence that says what is missing. */
export type CheckedRoute<Path extends string, Key extends string> = [Exclude<PathParameter<Path>, Key>] extends [never]
  ? Path
  : `path parameter {${Exclude<PathParameter<Path>, Key>}} is not in the input`

export interface ParsedRoute {
  method: Method
  /** As written, such as `/offers/{id}`. */
  path: string
  /** The names of the path parameters, in order. */
  parameters: string[]
}

const routePattern =
  /^(GET|POST|PUT|PATCH|DELETE) (\/(?:[A-Za-z0-9._~-]+|\{[A-Za-z_][A-Za-z0-9_]*\})(?:\/(?:[A-Za-z0-9._~-]+|\{[A-Za-z_][A-Za-z0-9_]*\}))*)$/

/** Takes `GET /offers/{id}` apart; undefined when it is malformed. */
export function parseRoute(route: string): ParsedRoute | undefined {
  const match = routePattern.exec(route)
  if (!match) return undefined
  const path = match[2]!
  const parameters = [...path.matchAll(/\{(\w+)\}/g)].map((found) => found[1]!)
  return { method: match[1] as Method, path, parameters }
}
