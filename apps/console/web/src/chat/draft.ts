const event = 'draft'

/** Puts words into the field where messages are written. The person sends them, or does not. */
export function draftMessage(text: string): void {
  dispatchEvent(new CustomEvent(event, { detail: text }))
}

export function onDraft(take: (text: string) => void): () => void {
  const listener = (given: Event) => take((given as CustomEvent<string>).detail)
  addEventListener(event, listener)
  return () => removeEventListener(event, listener)
}
