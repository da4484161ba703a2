import { useCallback, useEffect, useState } from 'react'

interface Asked<Value> {
  value: Value | undefined
  problem: string | undefined
  /** Asks again. */
  refresh: () => void
  set: (value: Value) => void
}

/** What an answer of the server is, asked for when `key` changes. */
export function useAsked<Value>(key: string, load: () => Promise<Value>): Asked<Value> {
  const [state, setState] = useState<{ key: string; value?: Value; problem?: string }>({ key })
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    let isCurrent = true
    load().then(
      (value) => isCurrent && setState({ key, value }),
      (error: Error) => isCurrent && setState({ key, problem: error.message }),
    )
    return () => void (isCurrent = false)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `key` says when the question is another one
  }, [key, turn])
  const refresh = useCallback(() => setTurn((now) => now + 1), [])
  const set = useCallback((value: Value) => setState({ key, value }), [key])
  const current = state.key === key ? state : { key }
  return { value: current.value, problem: current.problem, refresh, set }
}
