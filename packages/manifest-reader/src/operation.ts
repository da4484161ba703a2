/** An operation of an OpenAPI document, ready to be told to a model and to be called. */
export interface Operation {
  /** operationId */
  name: string
  /** Its description, else its summary. */
  description: string
  method: string
  /** `/todos/{username}` */
  path: string
  /** Origin and base path without a trailing slash. */
  server: string
  parameters: OperationParameter[]
  body: OperationBody | undefined
  /** A JSON Schema of type object: parameters, then members of the body. No `$ref`s are left. */
  input: InputSchema
  /** `x-openai-isConsequential`; undefined when the document does not say. */
  isConsequential: boolean | undefined
  /** It takes something away: `x-patchbay-isDestructive`, else by its method and name. */
  isDestructive: boolean
  /** False where the document says that nobody needs to sign in. */
  needsAuth: boolean
  /** Sentences and the input they should become, as far as the document has them. */
  examples: OperationExample[]
}

export interface InputSchema {
  type: 'object'
  properties: Record<string, unknown>
  required: string[]
  [member: string]: unknown
}

export interface OperationParameter {
  name: string
  in: 'path' | 'query'
  /** Whether lists are repeated (`a=1&a=2`) or joined; members of objects become parameters (`b=1`) or are joined (`b,1`). */
  explode: boolean
  /** `a[b]=1` for members of objects. */
  deep: boolean
  /** Stands between what is joined; a comma when left out. */
  separator?: string
  /** Whether lists and objects are sent as JSON text. */
  isJson?: boolean
}

export interface OperationBody {
  /** Members that go into the body; undefined when the whole body is the member `body`. */
  members: string[] | undefined
  /** `application/json` when left out. */
  contentType?: string
}

export interface OperationExample {
  say: string
  input: Record<string, unknown>
}
