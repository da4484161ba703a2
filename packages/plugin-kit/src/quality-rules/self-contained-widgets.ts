import { readFile } from 'node:fs/promises'
import type { Finding, QualityRule } from './quality-rule.ts'

const mostBytes = 300_000

/** What loads something: a source, a stylesheet, an import. Links that a person follows load nothing. */
const loads = [
  /<(?:script|img|iframe|audio|video|source|embed|object)\b[^>]*\b(?:src|data)\s*=\s*["']?(?!data:)[^"'\s>]/i,
  /<link\b[^>]*\bhref\s*=\s*["']?(?!data:)[^"'\s>]/i,
  /@import\s|url\(\s*["']?(?:https?:)?\/\//i,
]

export const selfContainedWidgets: QualityRule = {
  title: 'has widgets that hold all they need',
  async find({ actions }) {
    const urls = new Map(actions.flatMap(({ name, widget }) => (widget ? [[widget.html.href, { name, url: widget.html }]] : [])))
    const found = await Promise.all(Array.from(urls.values(), ({ name, url }) => check(`action ${name}, widget`, url)))
    return found.flat()
  },
}

async function check(place: string, url: URL): Promise<Finding[]> {
  const text = await readFile(url, 'utf8').catch((error: Error) => error)
  const toError = (message: string): Finding => ({ level: 'error', place, message })
  if (text instanceof Error) return [toError(`can't be read: ${text.message}; build it with npm run widgets`)]
  if (!/^\s*<!doctype html>/i.test(text)) return [toError('is not an HTML document; begin it with <!doctype html>')]
  const bytes = Buffer.byteLength(text)
  if (bytes > mostBytes) return [toError(`has ${bytes} bytes; hosts load it with every answer, keep it below ${mostBytes}`)]
  // What stands inside script is code, not markup.
  const markup = text.replace(/(<script\b[^>]*>)[^]*?(<\/script>)/gi, '$1$2')
  return loads.some((pattern) => pattern.test(markup)) ? [toError('loads something from elsewhere; put it into the file')] : []
}
