import { escapeHtml, type Plugin } from '@patchbay/plugin-kit'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { DocumentContent } from './document-route.ts'

const library = createRequire(import.meta.url).resolve('@scalar/api-reference')

/** Scalar's viewer as one file, served from here: nothing is loaded from elsewhere. */
export const referenceScript: DocumentContent = {
  type: 'text/javascript; charset=utf-8',
  body: readFileSync(join(dirname(library), 'browser/standalone.js')),
  maxAge: 86_400,
}

/** `/docs`: the OpenAPI document to read and to try. Its style is made by script, so the policy allows inline style. */
export function toReferencePage(plugin: Plugin): DocumentContent {
  const settings = {
    hideClientButton: true,
    telemetry: false,
    withDefaultFonts: false,
    showDeveloperTools: 'never',
    agent: { disabled: true },
    mcp: { disabled: true },
  }
  const body = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(plugin.title)} · API</title>
</head>
<body>
<script id="api-reference" data-url="/openapi.json" data-configuration="${escapeHtml(JSON.stringify(settings))}"></script>
<script src="/assets/reference.js"></script>
</body>
</html>
`
  const policy =
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; " +
    "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
  return { type: 'text/html; charset=utf-8', body, policy }
}
