import { describe, expect, it } from 'vitest'
import { AppError } from './app-error.ts'

describe('AppError', () => {
  it('carries the status of its code', () => {
    const error = new AppError('conflict', 'The seat is taken. Choose another.')
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({ name: 'AppError', code: 'conflict', status: 409, message: 'The seat is taken. Choose another.' })
  })

  it('keeps cause, details and headers', () => {
    const cause = new Error('ECONNRESET')
    const options = { cause, details: { provider: 'rail' }, headers: { 'retry-after': '5' } }
    expect(new AppError('upstream_failed', 'Try again.', options)).toMatchObject({ status: 502, ...options })
  })
})
