import { describe, expect, it } from 'vitest'
import { Findings } from './finding.ts'

describe('Findings', () => {
  it('tells a rule once for a place', () => {
    const findings = new Findings('openapi')
    findings.advice('a', 'x', 'One.')
    findings.advice('a', 'x', 'Two.')
    findings.advice('a', 'y', 'Three.')
    expect(findings.all.map(({ message }) => message)).toEqual(['One.', 'Three.'])
  })

  it('ends after many, says so, and forgets no error', () => {
    const findings = new Findings('openapi')
    for (let index = 0; index < 100_000; index += 1) findings.advice('a', String(index), 'Again.')
    expect(findings.all).toHaveLength(501)
    expect(findings.all.at(-1)).toMatchObject({ level: 'advice', rule: 'openapi.many', message: expect.stringContaining('more than') })
    findings.error('b', '', 'Wrong.')
    findings.advice('c', '', 'Well.')
    expect(findings.all.at(-1)).toMatchObject({ level: 'error', rule: 'openapi.many' })
    expect(findings.all).toHaveLength(501)
  })
})
