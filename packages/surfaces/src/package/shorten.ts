/** The text itself, or as many whole words of it as fit with an ellipsis. */
export function shorten(text: string, longest: number): string {
  if (text.length <= longest) return text
  const cut = text.slice(0, longest)
  const end = cut.lastIndexOf(' ')
  const words = end > 0 ? cut.slice(0, end) : cut.slice(0, longest - 1).toWellFormed()
  return `${words.replace(/[\s.,:;–-]+$/, '')}…`
}
