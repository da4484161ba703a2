import { AppBridge, PostMessageTransport } from '@modelcontextprotocol/ext-apps/app-bridge'

/** What a widget asked of this host. */
interface Asked {
  links: string[]
  messages: string[]
  calls: { name: string; arguments: unknown }[]
  sizes: { width?: number; height?: number }[]
}

interface Shown {
  frame: string
  html: string
  input: Record<string, unknown>
  result: Record<string, unknown>
  tool: string
  /** What the plugin answers when the widget calls. */
  answer?: Record<string, unknown>
  theme?: 'light' | 'dark'
}

const asked: Asked = { links: [], messages: [], calls: [], sizes: [] }

/** A host as the reference implementation of MCP Apps has it, in a page. */
async function show({ frame, html, input, result, tool, answer, theme }: Shown): Promise<void> {
  const iframe = document.createElement('iframe')
  iframe.sandbox.value = 'allow-scripts allow-same-origin allow-forms'
  iframe.src = frame
  iframe.style.cssText = 'display: block; width: 100%; height: 60px; border: 0'
  const capabilities = { openLinks: {}, serverTools: {}, message: { text: {} } }
  const toolInfo = { tool: { name: tool, inputSchema: { type: 'object' as const } } }
  const hostContext = { locale: 'en-GB', timeZone: 'UTC', toolInfo, ...(theme && { theme }) }
  const bridge = new AppBridge(null, { name: 'test host', version: '1.0.0' }, capabilities, { hostContext })
  bridge.onopenlink = async ({ url }) => (asked.links.push(url), {})
  bridge.onmessage = async ({ content }) => (asked.messages.push(content.map((part) => ('text' in part ? part.text : '')).join('')), {})
  bridge.oncalltool = async (params) => {
    asked.calls.push({ name: params.name, arguments: params.arguments })
    return { content: [], ...answer }
  }
  bridge.addEventListener('sizechange', (size) => {
    asked.sizes.push(size)
    if (size.height) iframe.style.height = `${size.height}px`
  })
  const ready = new Promise<void>((resolve) => bridge.addEventListener('sandboxready', () => resolve()))
  const initialized = new Promise<void>((resolve) => bridge.addEventListener('initialized', () => resolve()))
  document.body.append(iframe)
  await bridge.connect(new PostMessageTransport(iframe.contentWindow!, iframe.contentWindow!))
  await ready
  await bridge.sendSandboxResourceReady({ html })
  await initialized
  await bridge.sendToolInput({ arguments: input })
  await bridge.sendToolResult({ content: [], ...result })
}

Object.assign(globalThis, { host: { show, asked } })
