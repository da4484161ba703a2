import { AppError } from '@patchbay/plugin-kit'
import type { IncomingMessage } from 'node:http'

/** 1 MiB. */
const mostBytes = 1_048_576

/**
 * The bytes of a JSON body; empty when there is none.
 *
 * @throws AppError `unsupported_media_type` for another type or any content coding, `payload_too_large` above 1 MiB:
 * then no more of it is read.
 */
export function readBytes(request: IncomingMessage): Promise<Buffer> | Buffer {
  if (!hasBody(request)) return Buffer.alloc(0)
  checkType(request)
  return collectBytes(request)
}

/**
 * The bytes of a body whatever its type.
 *
 * @throws AppError `payload_too_large` above 1 MiB: then no more of it is read.
 */
export function collectBytes(request: IncomingMessage): Promise<Buffer> | Buffer {
  if (!hasBody(request)) return Buffer.alloc(0)
  checkCoding(request)
  if (Number(request.headers['content-length']) > mostBytes) throw tooLarge()
  return collect(request)
}

/** Whether a body follows the headers (RFC 9112 §6.3). */
export function hasBody({ headers }: IncomingMessage): boolean {
  const length = headers['content-length']
  return length === undefined ? headers['transfer-encoding'] !== undefined : length !== '0'
}

function checkType({ headers }: IncomingMessage): void {
  const type = headers['content-type']
  if (type !== 'application/json' && !/^application\/(?:json|[\w.+-]+\+json)\s*(?:;\s*charset="?utf-8"?\s*)?$/i.test(type ?? '')) {
    throw new AppError('unsupported_media_type', 'Send the body as application/json in UTF-8.')
  }
}

function checkCoding({ headers }: IncomingMessage): void {
  const coding = headers['content-encoding']
  if (coding !== undefined && coding !== 'identity') throw new AppError('unsupported_media_type', 'Send the body without a content coding.')
}

function collect(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let size = 0
    const chunks: Buffer[] = []
    const onData = (chunk: Buffer) => {
      size += chunk.length
      chunks.push(chunk)
      if (size <= mostBytes) return
      request.off('data', onData).pause()
      reject(tooLarge())
    }
    request.on('data', onData)
    request.once('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)))
    request.once('error', () => reject(cutOff()))
    request.once('close', () => {
      if (!request.complete) reject(cutOff())
    })
  })
}

function cutOff(): AppError {
  return new AppError('invalid_request', 'The body ended too early.')
}

function tooLarge(): AppError {
  return new AppError('payload_too_large', `The body is larger than ${mostBytes} bytes.`)
}
