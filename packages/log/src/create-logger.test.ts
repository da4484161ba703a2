import { describe, expect, it } from 'vitest'
import { createLogger } from './create-logger.ts'

function write(level: string, log: (logger: ReturnType<typeof createLogger>) => void): Record<string, unknown>[] {
  const lines: string[] = []
  log(createLogger({ level, destination: { write: (line) => lines.push(line) } }))
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>)
}

describe('the log', () => {
  it('has a line of JSON for each message, with its time and level', () => {
    expect(write('info', (log) => log.info({ plugin: 'notes' }, 'one\nline'))).toEqual([
      { level: 'info', time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/), plugin: 'notes', msg: 'one\nline' },
    ])
  })

  it('leaves out what is below its level', () => {
    expect(write('warn', (log) => log.info({}, 'quiet'))).toEqual([])
  })

  it('shows no secrets, at the top or one level down', () => {
    const [line] = write('info', (log) => log.info({ token: 't-1', headers: { authorization: 'Bearer s-2', cookie: 'c-3' } }, 'request'))
    expect(JSON.stringify(line)).not.toMatch(/t-1|s-2|c-3/)
  })

  it('shows the rows of nobody when the database refuses one', () => {
    const refused = Object.assign(new Error('violates not-null constraint'), {
      code: '23502',
      detail: 'Failing row contains (ada, 0171 234)',
      where: 'ada',
    })
    const [line] = write('info', (log) => log.error({ err: refused }, 'request failed'))
    expect(JSON.stringify(line)).not.toContain('ada')
    expect(line).toMatchObject({ err: { message: 'violates not-null constraint', code: '23502', stack: expect.any(String) } })
  })
})
