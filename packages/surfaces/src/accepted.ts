import type { Action } from '@patchbay/plugin-kit'
import type { JsonSchema } from './json-schema.ts'

/** The answer of an action that asks first. Nothing was done. */
const confirmationRequired: JsonSchema = {
  type: 'object',
  description: 'Nothing was done yet: the user is to agree first.',
  properties: {
    status: { type: 'string', enum: ['confirmation_required'] },
    confirmation: {
      type: 'object',
      properties: {
        id: { type: 'string', description: 'The confirmationId of the call that does it.' },
        message: { type: 'string', description: 'What would happen: show it to the user.' },
        arguments: { type: 'object', description: 'The exact arguments.', properties: {} },
        expiresAt: { type: 'string', format: 'date-time' },
        url: { type: 'string', format: 'uri', description: 'Where the user agrees: show it as a link.' },
      },
      required: ['id', 'message', 'arguments', 'expiresAt', 'url'],
    },
    next: { type: 'string', description: 'What to do now.' },
  },
  required: ['status', 'confirmation', 'next'],
}

/** The answer of an action that runs in the background. */
const queued: JsonSchema = {
  type: 'object',
  description: 'A job was started.',
  properties: {
    status: { type: 'string', enum: ['queued'] },
    jobId: { type: 'string', description: 'The id for getJob and cancelJob.' },
    next: { type: 'string', description: 'What to do now.' },
  },
  required: ['status', 'jobId', 'next'],
}

/** What an action may answer instead of its output. */
export function toAcceptedSchemas({ confirm, background }: Action): JsonSchema[] {
  return [...(confirm ? [confirmationRequired] : []), ...(background ? [queued] : [])]
}

/** Adds the schemas that `toAcceptedResponse` refers to. */
export function addAcceptedSchemas({ confirm, background }: Action, components: Record<string, JsonSchema>): void {
  if (confirm) components['ConfirmationRequired'] = confirmationRequired
  if (background) components['Queued'] = queued
}

/** The 202 of an action that asks first or runs in the background, so that a model knows both states. */
export function toAcceptedResponse({ confirm, background }: Action): Record<string, object> {
  const names = [...(confirm ? ['ConfirmationRequired'] : []), ...(background ? ['Queued'] : [])]
  if (names.length === 0) return {}
  const schemas = names.map((name) => ({ $ref: `#/components/schemas/${name}` }))
  const asks = 'Nothing was done: show the message and the link, and call again with confirmationId once the user has agreed.'
  const works = 'A job was started: getJob tells how far it is.'
  const description = [confirm && asks, background && works].filter(Boolean).join(' Or, then: ')
  const headers = background && { Location: { description: 'Of the job.', schema: { type: 'string' } } }
  const schema = schemas.length === 1 ? schemas[0] : { oneOf: schemas }
  return { '202': { description, ...(headers && { headers }), content: { 'application/json': { schema } } } }
}
