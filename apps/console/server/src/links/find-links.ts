export interface FoundLinks {
  /** In the order in which they stand, each once. */
  links: string[]
  /** Pictures of the markdown. */
  images: string[]
}

/** More are not looked at. */
const most = 6

const url = String.raw`https?:\/\/[^\s<>()"'\]]+(?:\([^\s<>()]*\))?[^\s<>()"'\].,;:!?]?`

/** The links of a text in Markdown that a person sees. */
export function findLinks(text: string): FoundLinks {
  const plain = text.replaceAll(/```[\s\S]*?(?:```|$)/g, '')
  const images = [...plain.matchAll(new RegExp(String.raw`!\[[^\]]*\]\(\s*<?(${url})`, 'g'))].map(([, found]) => found!)
  const rest = plain.replaceAll(/!\[[^\]]*\]\([^)]*\)/g, '')
  const links = [...rest.matchAll(new RegExp(url, 'g'))].map(([found]) => found.replace(/[.,;:!?]+$/, ''))
  return { links: toFew(links), images: toFew(images) }
}

function toFew(urls: readonly string[]): string[] {
  return [...new Set(urls.filter((each) => each.length <= 2000 && URL.canParse(each)))].slice(0, most)
}
