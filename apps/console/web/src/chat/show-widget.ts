import { AppBridge, PostMessageTransport } from '@modelcontextprotocol/ext-apps/app-bridge'
import type { CallWidget } from '@patchbay/console/api'
import { ask } from '../api/client.ts'

export interface WidgetHost {
  /** The widget asks the person to go somewhere. */
  onLink: (url: string) => void
  /** The widget says something for the person: they may send it. */
  onMessage: (text: string) => void
  onHeight: (pixels: number) => void
}

/** Shows an answer in a frame, as hosts of MCP Apps do. Gives what ends it. */
export async function showWidget(frame: HTMLIFrameElement, callId: string, widget: CallWidget, host: WidgetHost): Promise<() => void> {
  const bridge = createBridge(widget)
  bridge.onopenlink = async ({ url }) => (host.onLink(url), {})
  bridge.onmessage = async ({ content }) => (host.onMessage(content.map((part) => ('text' in part ? part.text : '')).join(' ')), {})
  bridge.oncalltool = ({ name, arguments: input = {} }) =>
    ask('POST /api/calls/{id}/widget/tool', { params: [callId], body: { name, arguments: input } }).then(
      (result) => ({ ...result }),
      (error: Error) => ({ content: [{ type: 'text' as const, text: error.message }], isError: true }),
    )
  bridge.addEventListener('sizechange', ({ height }) => height !== undefined && host.onHeight(height))
  const ready = new Promise<void>((resolve) => bridge.addEventListener('sandboxready', () => resolve()))
  const initialized = new Promise<void>((resolve) => bridge.addEventListener('initialized', () => resolve()))
  await bridge.connect(new PostMessageTransport(frame.contentWindow!, frame.contentWindow!))
  frame.src = widget.frameUrl
  await ready
  await bridge.sendSandboxResourceReady({ html: widget.html })
  await initialized
  await bridge.sendToolInput({ arguments: widget.arguments })
  await bridge.sendToolResult({ ...widget.result })
  const followTheme = () => bridge.setHostContext(toHostContext(widget))
  dark.addEventListener('change', followTheme)
  return () => {
    dark.removeEventListener('change', followTheme)
    void bridge.close()
  }
}

const dark = matchMedia('(prefers-color-scheme: dark)')

function toHostContext({ tool }: CallWidget) {
  const theme = dark.matches ? ('dark' as const) : ('light' as const)
  return { locale: navigator.language, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, theme, toolInfo: { tool } }
}

function createBridge(widget: CallWidget): AppBridge {
  const capabilities = { openLinks: {}, serverTools: {}, message: { text: {} } }
  return new AppBridge(null, { name: 'patchbay-console', version: '0.1.0' }, capabilities, { hostContext: toHostContext(widget) })
}
