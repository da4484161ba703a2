import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { JsonSchema } from './action-schemas.ts'

/** Why a value is refused; undefined when it is not. */
export type Refusal = (value: unknown) => string | undefined

/** Makes a check of a JSON Schema (draft 2020-12), or says why there is none. */
export function compileSchema(schema: JsonSchema): Refusal | string {
  const ajv = createAjv()
  try {
    const validate = ajv.compile(schema)
    return (value) => (validate(value) ? undefined : ajv.errorsText(validate.errors))
  } catch (error) {
    return (error as Error).message
  }
}

/** Strict about unknown words and formats, which are mistakes; `id` names a part, `example` is OpenAPI's. */
function createAjv(): Ajv2020 {
  const ajv = new Ajv2020({ strictTypes: false, strictTuples: false })
  addFormats.default(ajv)
  ajv.removeKeyword('id')
  ajv.addVocabulary(['id', 'example'])
  return ajv
}
