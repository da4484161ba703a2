import { useEffect, useRef, useState } from 'react'
import { ask } from '../api/client.ts'
import { OutLink } from '../parts/markdown.tsx'
import { draftMessage } from './draft.ts'

const tallest = 1200

/** How high it was when it was shown last: nothing jumps when it is shown again. */
const toKey = (callId: string) => `height ${callId}`

/** A page of the plugin that shows what a call gave, on an origin of its own. It can neither send a message nor open a page by itself. */
export function WidgetFrame({ callId, title }: { callId: string; title: string }) {
  const frame = useRef<HTMLIFrameElement>(null)
  const [height, setHeight] = useState(() => Number(sessionStorage.getItem(toKey(callId))) || 120)
  const [link, setLink] = useState<string>()
  const [problem, setProblem] = useState<string>()
  useEffect(() => {
    let end: (() => void) | undefined
    let isGone = false
    const onHeight = (pixels: number) => {
      const fitted = Math.min(tallest, Math.ceil(pixels))
      sessionStorage.setItem(toKey(callId), String(fitted))
      setHeight(fitted)
    }
    const host = { onLink: setLink, onMessage: draftMessage, onHeight }
    const show = async () => {
      const [widget, { showWidget }] = await Promise.all([
        ask('GET /api/calls/{id}/widget', { params: [callId] }),
        import('./show-widget.ts'),
      ])
      if (isGone || !frame.current) return
      end = await showWidget(frame.current, callId, widget, host)
    }
    show().catch((error: Error) => setProblem(error.message))
    return () => {
      isGone = true
      end?.()
    }
  }, [callId])
  if (problem) return <p className="quiet">{problem}</p>
  return (
    <>
      <iframe ref={frame} className="widget" title={title} sandbox="allow-scripts allow-same-origin allow-forms" height={height} />
      {link && (
        <p className="notice">
          It wants to open <OutLink href={link}>a page</OutLink>
        </p>
      )}
    </>
  )
}
