import { basename, dirname, join } from 'node:path'
import { build, type Rolldown } from 'vite'

/** Makes one HTML file of a page with its scripts and styles; it loads nothing. The same sources give the same text. */
export async function buildWidget(page: string): Promise<string> {
  const built = (await build({
    root: dirname(page),
    configFile: false,
    envFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      write: false,
      cssCodeSplit: false,
      modulePreload: false,
      target: 'es2023',
      cssTarget: ['chrome125', 'firefox125', 'safari17.5'],
      rolldownOptions: { input: page },
    },
  })) as Rolldown.RolldownOutput
  const html = built.output.find(({ fileName }) => fileName === basename(page)) as Rolldown.OutputAsset
  return built.output.reduce((text, file) => inline(text, file), String(html.source))
}

/** The files that plugins serve: `widget/note.html` becomes `widget/built/note.html`. */
export function toBuiltPath(page: string): string {
  return join(dirname(page), 'built', basename(page))
}

function inline(html: string, file: Rolldown.OutputChunk | Rolldown.OutputAsset): string {
  const name = file.fileName.replaceAll('.', String.raw`\.`)
  if (file.type === 'chunk') {
    const code = file.code.trim().replaceAll('</script', String.raw`<\/script`)
    const script = `<script type="module">${code}</script>`
    return html.replace(new RegExp(`\\s*<script[^>]*src="/${name}"[^>]*></script>`), '').replace('</body>', () => `${script}\n  </body>`)
  }
  if (!file.fileName.endsWith('.css')) return html
  const style = `<style>${String(file.source).trim()}</style>`
  return html.replace(new RegExp(`<link[^>]*href="/${name}"[^>]*>`), () => style)
}
