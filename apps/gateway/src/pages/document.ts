import { html, type Html } from '@patchbay/plugin-kit'

/** What a page of ours may load: its style and pictures from its own host, no script. */
export const pagePolicy =
  "default-src 'none'; img-src 'self' data:; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

export const noIndex = html`<meta name="robots" content="noindex">`

export interface DocumentOptions {
  title: string
  /** More elements for `<head>`. */
  head?: Html | undefined
  /** The inside of `<main>`. */
  body: Html
  /** Shown above and below: whose page it is. */
  siteName?: string | undefined
  /** A page of the platform itself, on a host that has its picture. */
  isOurs?: boolean
}

/** A whole HTML page in the platform's look. It has no script and works under `default-src 'none'`. */
export function toDocument({ title, head, body, siteName, isOurs }: DocumentOptions): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${siteName && siteName !== title ? `${title} · ${siteName}` : title}</title>
${head}
<link rel="icon" href="${siteName ? '/logo.png' : '/assets/icon.svg'}">
<link rel="stylesheet" href="/assets/page.css">
</head>
<body>
${toHeader(siteName, isOurs)}
<main>
${body}
</main>
<footer>${siteName && html`<a href="/legal">Terms</a> <a href="/privacy">Privacy</a> `}Served by Patchbay</footer>
</body>
</html>
`.text
}

function toHeader(siteName: string | undefined, isOurs = false): Html | undefined {
  if (siteName) return html`<header><a href="/"><img src="/logo.png" alt="" width="32" height="32"> ${siteName}</a></header>`
  return isOurs ? html`<header><span><img src="/assets/icon.svg" alt="" width="32" height="32"> Patchbay</span></header>` : undefined
}
