import { authOf, type Action, type Plugin } from '@patchbay/plugin-kit'
import { toJsonSchema, type JsonSchema } from './json-schema.ts'
import { problem } from './problems.ts'
import { toScope } from './scopes.ts'

/** `getJob` and `cancelJob` of a plugin with background actions, and the schema of their answer. Empty without such actions. */
export function toJobOperations(plugin: Plugin): { paths: Record<string, object>; components: Record<string, JsonSchema> } {
  const background = plugin.actions.filter((action) => action.background)
  if (background.length === 0) return { paths: {}, components: {} }
  const security = toJobSecurity(plugin, background)
  const names = background.map(({ name }) => name).join(', ')
  return {
    paths: {
      '/jobs/{id}': {
        get: toOperation({
          operationId: 'getJob',
          summary: 'Get job',
          description: `How far a job is that ${names} started, and its result. Ask again after a few seconds while it is queued or running.`,
          security,
          'x-openai-isConsequential': false,
        }),
      },
      '/jobs/{id}/cancel': {
        post: toOperation({
          operationId: 'cancelJob',
          summary: 'Cancel job',
          description: `Asks a job that ${names} started to end. It may be too late for that: the answer or getJob says what came of it.`,
          security,
          'x-openai-isConsequential': true,
          'x-patchbay-isDestructive': true,
        }),
      },
    },
    components: toJobSchema(background),
  }
}

function toOperation(operation: object): object {
  const id = { name: 'id', in: 'path', description: 'The jobId of the answer that started it.', required: true, schema: { type: 'string' } }
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/Job' } } }
  return {
    ...operation,
    parameters: [id],
    responses: {
      '200': { description: 'The job.', content },
      '401': problem('No key, or one that is not valid here.'),
      '404': problem('There is no such job, or it is not yours.'),
      '429': problem('Too many requests: wait for the seconds in `Retry-After`.'),
      '503': problem('Not available at the moment: wait for the seconds in `Retry-After`.'),
    },
  }
}

/** Whoever may start one of the jobs may ask for it. */
function toJobSecurity(plugin: Plugin, background: readonly Action[]): object[] {
  const auths = background.map((action) => authOf(plugin, action))
  if (auths.includes('none')) return []
  if (auths.some((auth) => auth !== 'oauth')) return [{ key: [] }]
  return [{ oauth: [toScope(plugin, background.find((action) => action.effect === 'read') ?? background[0]!)] }, { key: [] }]
}

function toJobSchema(background: readonly Action[]): Record<string, JsonSchema> {
  const outputs = background.map((action) => toJsonSchema(action.output, 'output'))
  const schemas = outputs.map(({ schema }) => schema)
  const result = schemas.length === 1 ? schemas[0]! : { anyOf: schemas }
  const text = (description: string): JsonSchema => ({ type: 'string', description })
  const job: JsonSchema = {
    type: 'object',
    description: 'Work that goes on in the background.',
    properties: {
      id: { type: 'string' },
      action: { type: 'string', enum: background.map(({ name }) => name), description: 'What started it.' },
      status: { type: 'string', enum: ['queued', 'running', 'succeeded', 'failed', 'cancelled'] },
      progress: {
        type: 'object',
        properties: { fraction: { type: 'number', minimum: 0, maximum: 1 }, message: text('What it does now.') },
        required: ['fraction'],
      },
      result: { ...result, description: 'Once it succeeded.' },
      error: {
        type: 'object',
        description: 'Why it failed.',
        properties: { code: { type: 'string' }, status: { type: 'integer' }, detail: text('What to do, in a sentence.') },
        required: ['code', 'status', 'detail'],
      },
      createdAt: { type: 'string', format: 'date-time' },
      finishedAt: { type: 'string', format: 'date-time' },
      next: text('What to do now.'),
    },
    required: ['id', 'action', 'status', 'progress', 'createdAt', 'next'],
  }
  return Object.assign({ Job: job }, ...outputs.map(({ components }) => components)) as Record<string, JsonSchema>
}
