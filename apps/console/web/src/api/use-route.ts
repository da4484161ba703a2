import { useEffect, useState } from 'react'

/** Goes to another view without leaving the page. */
export function go(path: string): void {
  history.pushState(null, '', path)
  dispatchEvent(new PopStateEvent('popstate'))
}

/** The path of the view that is shown, and its query. */
export function useRoute(): { path: string; query: URLSearchParams } {
  const [href, setHref] = useState(location.href)
  useEffect(() => {
    const onChange = () => setHref(location.href)
    // What is inside may have gone elsewhere before this listens.
    onChange()
    addEventListener('popstate', onChange)
    return () => removeEventListener('popstate', onChange)
  }, [])
  const url = new URL(href)
  return { path: url.pathname, query: url.searchParams }
}
