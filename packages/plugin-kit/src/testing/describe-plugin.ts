import { describe, it, type TestContext } from 'vitest'
import type { Plugin } from '../define-plugin.ts'
import { type Finding, qualityRules } from '../quality-rules/index.ts'
import { createTestHost } from './create-test-host.ts'

/** The suite that every plugin passes; call it at the top level of a test file. Warnings are printed, errors fail. */
export function describePlugin(plugin: Plugin): void {
  describe(`the plugin ${plugin.name}`, () => {
    for (const { title, find } of qualityRules) {
      it(title, async (context) => judge(await find(plugin), context))
    }

    it('starts on empty tables with its default settings', async ({ skip }) => {
      if (!plugin.config.safeParse({}).success) skip('it has settings without a default')
      await using _host = await createTestHost(plugin)
    })
  })
}

async function judge(findings: readonly Finding[], context: TestContext): Promise<void> {
  const texts = (level: Finding['level']) =>
    findings.filter((finding) => finding.level === level).map(({ place, message }) => `${place} ${message}`)
  for (const warning of texts('warning')) await context.annotate(warning, 'warning')
  const errors = texts('error')
  if (errors.length > 0) throw new Error(`The plugin needs work:\n- ${errors.join('\n- ')}`)
}
