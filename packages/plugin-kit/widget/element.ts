export type Child = Node | string | false | undefined

type Properties<Tag extends keyof HTMLElementTagNameMap> = Partial<Omit<HTMLElementTagNameMap[Tag], 'style' | 'children'>>

/** Makes an element. Text stays text: nothing that an answer says becomes markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties<Tag> = {},
  children: readonly Child[] = [],
): HTMLElementTagNameMap[Tag] {
  const made = Object.assign(document.createElement(tag), properties)
  made.append(...children.filter((child) => child !== undefined && child !== false))
  return made
}

/** Puts these in place of all the page shows. */
export function render(...children: readonly Child[]): void {
  document.body.replaceChildren(...children.filter((child) => child !== undefined && child !== false))
}

/** Shows a sentence in place of an answer. */
export function renderText(text: string): void {
  render(element('p', { className: 'text', textContent: text }))
}
