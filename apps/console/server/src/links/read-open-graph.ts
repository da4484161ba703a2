import { Parser } from 'htmlparser2'

export interface OpenGraphFacts {
  siteName: string | null
  title: string | null
  description: string | null
  image: string | null
}

const names: Record<string, keyof OpenGraphFacts> = {
  'og:site_name': 'siteName',
  'og:title': 'title',
  'og:description': 'description',
  'og:image': 'image',
  'og:image:url': 'image',
  'og:image:secure_url': 'image',
}

/** Longer texts no preview shows. */
const longest = 300

/** What a page says of itself in its head (ogp.me), else its title and description. Texts are plain texts. */
export function readOpenGraph(html: string): OpenGraphFacts {
  const facts: OpenGraphFacts = { siteName: null, title: null, description: null, image: null }
  let title = ''
  let description: string | null = null
  let isTitle = false
  let isOver = false
  const parser = new Parser({
    onopentag(name, { property, name: other, content }) {
      if (name === 'title') isTitle = title === ''
      if (name === 'body') isOver = true
      if (name !== 'meta' || content === undefined || isOver) return
      const fact = names[(property ?? other ?? '').toLowerCase()]
      if (fact) facts[fact] ??= clean(content, fact === 'image' ? 2000 : longest)
      if (other?.toLowerCase() === 'description') description ??= clean(content, longest)
    },
    ontext(text) {
      if (isTitle && !isOver) title += text
    },
    onclosetag(name) {
      if (name === 'title') isTitle = false
    },
  })
  parser.end(html)
  return { ...facts, title: facts.title ?? clean(title, longest), description: facts.description ?? description }
}

function clean(text: string, most: number): string | null {
  const line = text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
  return line === '' ? null : line.slice(0, most)
}
