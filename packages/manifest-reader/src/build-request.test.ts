import { describe, expect, it } from 'vitest'
import { buildRequest } from './build-request.ts'
import { readDocument } from './read-document.ts'

const place = { url: new URL('https://api.example.com/openapi.json'), root: 'api.example.com', isOpen: false }

/** The request of an operation as its document describes it. */
function build(path: string, change: object, input: Record<string, unknown>) {
  const operation = { operationId: 'thing', description: 'A thing.', ...change }
  const document = {
    openapi: '3.1.0',
    servers: [{ url: 'https://api.example.com/v1/' }],
    paths: { [path]: { post: operation } },
    components: { schemas: {} },
  }
  return buildRequest(readDocument(document, place).operations[0]!, input)
}
const inQuery = (parameter: object, value: unknown) =>
  build('/a', { parameters: [{ in: 'query', name: 'q', schema: {}, ...parameter }] }, { q: value }).url.split('/v1/a')[1]
const inPath = (parameter: object, value: unknown) =>
  build('/a/{id}', { parameters: [{ in: 'path', name: 'id', schema: {}, ...parameter }] }, { id: value }).url.split('/v1/a/')[1]
const inBody = (type: string, schema: object, input: Record<string, unknown>) =>
  build('/a', { requestBody: { content: { [type]: { schema } } } }, input)

describe('buildRequest', () => {
  it('puts what is known where it belongs, and leaves out the rest', () => {
    expect(inQuery({}, 'a b&c')).toBe('?q=a+b%26c')
    expect(inQuery({}, undefined)).toBe('')
    expect(build('/a', {}, { other: 1 })).toEqual({
      method: 'POST',
      url: 'https://api.example.com/v1/a',
      body: undefined,
      contentType: undefined,
    })
  })

  it.each([
    [{}, [1, 2], '?q=1&q=2'],
    [{ explode: false }, ['a', 'b'], '?q=a%2Cb'],
    [{ style: 'pipeDelimited' }, ['a', 'b'], '?q=a%7Cb'],
    [{ style: 'spaceDelimited' }, ['a', 'b'], '?q=a+b'],
    [{}, { a: 'x', b: 1 }, '?a=x&b=1'],
    [{ explode: false }, { a: 'x', b: 1 }, '?q=a%2Cx%2Cb%2C1'],
    [{ style: 'deepObject' }, { a: 'x', b: 1 }, '?q%5Ba%5D=x&q%5Bb%5D=1'],
    [{ content: { 'application/json': { schema: {} } } }, { a: ['x'] }, '?q=%7B%22a%22%3A%5B%22x%22%5D%7D'],
  ])('writes a query of %j with %j', (parameter, value, expected) => {
    expect(inQuery(parameter, value)).toBe(expected)
  })

  it.each([
    [{}, 'ü/..', '%C3%BC%2F..'],
    [{}, ['a', 'b/c'], 'a,b%2Fc'],
    [{}, { a: 1, b: 2 }, 'a,1,b,2'],
    [{ explode: true }, { a: 1, b: 2 }, 'a=1,b=2'],
    [{}, 'a\uD800', 'a%EF%BF%BD'],
  ])('writes a path of %j with %j', (parameter, value, expected) => {
    expect(inPath(parameter, value)).toBe(expected)
  })

  it('needs what stands in the path', () => {
    for (const value of [undefined, null, '', []]) expect(() => inPath({}, value)).toThrow('The parameter id is missing.')
    for (const value of ['.', '..']) expect(() => inPath({}, value)).toThrow('id')
  })

  it('keeps the query that a path has, and no fragment', () => {
    const parameters = [{ in: 'query', name: 'y', schema: {} }]
    expect(build('/a?x=1#part', { parameters }, { y: 2 }).url).toBe('https://api.example.com/v1/a?x=1&y=2')
  })

  it('goes to the server of the document and nowhere else', () => {
    const operation = { ...readOne(), path: '.evil.example.org/x' }
    expect(() => buildRequest(operation, {})).toThrow('begin with a slash')
    expect(() => buildRequest({ ...operation, server: 'http://localhost', path: ':3414/x' }, {})).toThrow('slash')
    expect(() => buildRequest({ ...operation, server: 'https://a.example.com', path: ':no' }, {})).toThrow('slash')
  })

  it('sends a body as the document names it', () => {
    const schema = { properties: { a: {}, b: {} } }
    expect(inBody('application/json; charset=utf-8', schema, { a: 1 })).toMatchObject({ body: '{"a":1}' })
    expect(inBody('application/vnd.api+json', schema, { a: 1 })).toMatchObject({ body: '{"a":1}', contentType: 'application/vnd.api+json' })
    expect(inBody('*/*', schema, { a: 1 })).toMatchObject({ body: '{"a":1}', contentType: 'application/json' })
    expect(inBody('application/x-www-form-urlencoded', schema, { a: [1, 2], b: 'x y' })).toMatchObject({
      body: 'a=1&a=2&b=x+y',
      contentType: 'application/x-www-form-urlencoded',
    })
  })
})

function readOne() {
  const document = { openapi: '3.1.0', paths: { '/a': { get: { operationId: 'thing' } } } }
  return readDocument(document, place).operations[0]!
}
