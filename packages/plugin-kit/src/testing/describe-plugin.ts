import { describe, it } from 'vitest'
import type { Plugin } from '../define-plugin.ts'
import type { Finding } from '../quality-rules/quality-rule.ts'
import { qualityRules } from '../quality-rules/quality-rules.ts'
import { createTestHost } from './create-test-host.ts'

/** The suite that every plugin passes; call it at the top level of a test file. Warnings are printed, errors fail. */
export function describePlugin(plugin: Plugin): void {
  describe(`the plugin ${plugin.name}`, () => {
    for (const { title, find } of qualityRules) {
      it(title, async () => judge(await find(plugin)))
    }

    it('starts on empty tables with its default settings', async ({ skip }) => {
      if (!plugin.config.safeParse({}).success) skip('it has settings without a default')
      await using _host = await createTestHost(plugin)
      // A database is made for it, which takes seconds on a busy machine.
    }, 60_000)
  })
}

function judge(findings: readonly Finding[]): void {
  const warnings = toText(findings, 'warning')
  // oxlint-disable-next-line no-console -- vitest prints it with the name of the test
  if (warnings !== '') console.warn(`The plugin could be better:\n${warnings}`)
  const errors = toText(findings, 'error')
  if (errors !== '') throw new Error(`The plugin needs work:\n${errors}`)
}

function toText(findings: readonly Finding[], level: Finding['level']): string {
  const wanted = findings.filter((finding) => finding.level === level)
  return wanted.map(({ place, message }) => `- ${place} ${message}`).join('\n')
}
