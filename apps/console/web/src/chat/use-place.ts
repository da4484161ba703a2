import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'

interface Place {
  /** The element that scrolls; its only child is what grows. */
  scroller: RefObject<HTMLDivElement | null>
  /** Stands behind the last message. */
  end: RefObject<HTMLDivElement | null>
  /** Whether there is more below. */
  isAway: boolean
  toEnd: () => void
}

/**
 * Where a person looks in a conversation. One that is opened shows its end, also when pictures come later. What was just said stands at
 * the top, and its answer grows below it: nothing is scrolled while somebody reads.
 *
 * @param said the message of this person that was said last, while it is answered
 */
export function usePlace(said: string | undefined, isLoaded: boolean): Place {
  const scroller = useRef<HTMLDivElement>(null)
  const end = useRef<HTMLDivElement>(null)
  const [isAway, setIsAway] = useState(false)
  const toEnd = useCallback(() => scroller.current!.scrollTo({ top: scroller.current!.scrollHeight }), [])

  useEffect(() => {
    if (said !== undefined) document.getElementById(said)?.scrollIntoView({ block: 'start' })
  }, [said])

  const isOpened = isLoaded && said === undefined
  useEffect(() => {
    if (!isOpened) return undefined
    const node = scroller.current!
    const observer = new ResizeObserver(toEnd)
    observer.observe(node.firstElementChild!)
    const touched = new AbortController()
    for (const event of ['wheel', 'pointerdown', 'keydown', 'touchmove'])
      node.addEventListener(event, () => observer.disconnect(), { signal: touched.signal, passive: true })
    return () => {
      observer.disconnect()
      touched.abort()
    }
  }, [isOpened, toEnd])

  useEffect(() => {
    const observer = new IntersectionObserver((entries) => setIsAway(!entries.at(-1)!.isIntersecting), {
      root: scroller.current,
      rootMargin: '48px',
    })
    observer.observe(end.current!)
    return () => observer.disconnect()
  }, [])

  return { scroller, end, isAway, toEnd }
}
