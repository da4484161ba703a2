import { authOf, parseRoute, toCallInput, type Action, type Auth, type Plugin } from '@patchbay/plugin-kit'
import { addAcceptedSchemas, toAcceptedResponse } from './accepted.ts'
import { toJobOperations } from './job-operations.ts'
import { toJsonSchema, type JsonSchema } from './json-schema.ts'
import { problemSchema, toErrorResponses } from './problems.ts'
import { toScope, toScopes } from './scopes.ts'
import type { Site } from './site.ts'

/** The plugin's OpenAPI 3.1.0 document as a JSON value: one server, one security scheme, one operation for each action. */
export function toOpenApi(plugin: Plugin, site: Site): object {
  const components: Record<string, JsonSchema> = { Problem: problemSchema }
  const paths: Record<string, Record<string, object>> = {}
  for (const action of plugin.actions) {
    const { method, path } = parseRoute(action.route)!
    paths[path] = { ...paths[path], [method.toLowerCase()]: toOperation(plugin, action, components) }
  }
  const jobs = toJobOperations(plugin)
  Object.assign(components, jobs.components)
  return {
    openapi: '3.1.0',
    info: {
      title: plugin.title,
      description: plugin.description,
      version: 'v1',
      termsOfService: `${site.origin}/legal`,
      contact: { name: site.operator.name, email: site.operator.email },
    },
    servers: [{ url: site.origin }],
    paths: { ...paths, ...jobs.paths },
    components: { schemas: components, ...toSecuritySchemes(plugin, site) },
  }
}

function toOperation(plugin: Plugin, action: Action, components: Record<string, JsonSchema>): object {
  const input = toJsonSchema(toCallInput(action), 'input')
  const output = toJsonSchema(action.output, 'output')
  Object.assign(components, input.components, output.components)
  addAcceptedSchemas(action, components)
  const auth = authOf(plugin, action)
  const answered = action.examples.find((example) => example.output !== undefined)
  const content = { schema: output.schema, ...(answered && { example: answered.output }) }
  return {
    operationId: action.name,
    summary: action.title,
    description: action.description,
    ...toRequest(action, input.schema, auth),
    responses: {
      ...(!action.background && { '200': { description: 'The answer.', content: { 'application/json': content } } }),
      ...toAcceptedResponse(action),
      ...toErrorResponses(action, auth),
    },
    security: toSecurity(plugin, action),
    'x-openai-isConsequential': action.effect !== 'read',
    ...(action.effect === 'destructive' && { 'x-patchbay-isDestructive': true }),
    // For the console's planner and its tests: sentences and what they should become.
    'x-patchbay-examples': action.examples.map(({ say, input: values }) => ({ say, input: values })),
  }
}

/** Path parameters by name; the rest in the query of GET and DELETE, in a JSON body otherwise. */
function toRequest(action: Action, input: JsonSchema, auth: Auth): object {
  const route = parseRoute(action.route)!
  const names = Object.keys(input.properties ?? {})
  const hasBody = route.method !== 'GET' && route.method !== 'DELETE'
  const inUrl = hasBody ? route.parameters : names
  const parameters: object[] = inUrl.map((name) => toParameter(action, name, { schema: input, inPath: route.parameters.includes(name) }))
  if (route.method !== 'GET' && action.effect !== 'read' && auth !== 'none') parameters.push(idempotencyKey)
  const rest = names.filter((name) => !route.parameters.includes(name))
  return {
    ...(parameters.length > 0 && { parameters }),
    ...(hasBody && rest.length > 0 && { requestBody: toRequestBody(action, input, route.parameters) }),
  }
}

/** For programs; hosts that know no headers leave it out. */
const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'Names this call: repeated with the same key and input within 24 hours, it is done once and answered the same.',
  required: false,
  schema: { type: 'string', minLength: 1, maxLength: 255 },
}

function toParameter(action: Action, name: string, options: { schema: JsonSchema; inPath: boolean }): object {
  const { description, ...schema } = options.schema.properties![name]!
  const example = action.examples.map((each) => (each.input as Record<string, unknown>)[name]).find((value) => value !== undefined)
  return {
    name,
    in: options.inPath ? 'path' : 'query',
    ...(description !== undefined && { description }),
    required: options.inPath || (options.schema.required ?? []).includes(name),
    schema,
    ...(example !== undefined && { example }),
  }
}

function toRequestBody(action: Action, input: JsonSchema, inPath: string[]): object {
  const without = (values: Record<string, unknown>) => Object.fromEntries(Object.entries(values).filter(([name]) => !inPath.includes(name)))
  const required = (input.required ?? []).filter((name) => !inPath.includes(name))
  const { required: _, ...rest } = input
  const schema = { ...rest, properties: without(input.properties ?? {}), ...(required.length > 0 && { required }) }
  const examples = action.examples.map((example, index) => [
    `example${index + 1}`,
    { summary: example.say, value: without(example.input as Record<string, unknown>) },
  ])
  return {
    required: required.length > 0,
    content: { 'application/json': { schema, examples: Object.fromEntries(examples) } },
  }
}

function toSecurity(plugin: Plugin, action: Action): object[] {
  const auth = authOf(plugin, action)
  if (auth === 'none') return []
  return auth === 'oauth' ? [{ oauth: [toScope(plugin, action)] }, { key: [] }] : [{ key: [] }]
}

function toSecuritySchemes(plugin: Plugin, site: Site): object {
  if (plugin.actions.every((action) => authOf(plugin, action) === 'none')) return {}
  const key = { type: 'http', scheme: 'bearer', description: 'A key of this Patchbay: `Authorization: Bearer …`.' }
  const scopes = toScopes(plugin)
  return { securitySchemes: scopes.length > 0 ? { oauth: toOAuthScheme(plugin, site, scopes), key } : { key } }
}

function toOAuthScheme(plugin: Plugin, site: Site, names: readonly string[]): object {
  const toWords = (scope: string) =>
    scope.endsWith(':read') ? `See what you have in ${plugin.title}` : `Change things in ${plugin.title} for you`
  const scopes = Object.fromEntries(names.map((scope) => [scope, toWords(scope)]))
  const authorizationCode = { authorizationUrl: `${site.origin}/oauth/authorize`, tokenUrl: `${site.origin}/oauth/token`, scopes }
  return { type: 'oauth2', description: 'A person signs in and agrees.', flows: { authorizationCode } }
}
