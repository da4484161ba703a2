import { type Dispatch, type SetStateAction, useEffect, useState } from 'react'

/** What is typed and not sent yet, by conversation: it outlives a look at another page. */
export function useDraft(key: string): [text: string, set: Dispatch<SetStateAction<string>>] {
  const name = `draft ${key}`
  const [text, setText] = useState(() => sessionStorage.getItem(name) ?? '')
  useEffect(() => {
    if (text) sessionStorage.setItem(name, text)
    else sessionStorage.removeItem(name)
  }, [name, text])
  return [text, setText]
}
