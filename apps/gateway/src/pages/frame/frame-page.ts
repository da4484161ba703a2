import { escapeHtml } from '@patchbay/plugin-kit'
import { readFileSync } from 'node:fs'

const script = readFileSync(new URL('proxy.js', import.meta.url), 'utf8')

/** The page between a host and a widget. Its script stands inside, since the policy of the widget is its own. */
export function toFramePage(host: string): string {
  return `<!doctype html>
<html lang="en" data-host="${escapeHtml(host)}">
<head>
<meta charset="utf-8">
<title>Widget</title>
<style>html, body { height: 100%; margin: 0; background: transparent } iframe { display: block; width: 100%; height: 100%; border: 0 }</style>
</head>
<body>
<script>
${script}</script>
</body>
</html>
`
}
