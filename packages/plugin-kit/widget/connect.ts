import { renderText } from './element.ts'
import { applyContext, type HostContext } from './host-context.ts'
import { openChannel, type Channel } from './messages.ts'
import { renderOther } from './other-answers.ts'
import { reportSize } from './report-size.ts'
import { toAnswer, toText, type ToolResult } from './tool-result.ts'

/** The host that shows a widget, as far as it can do more than show. */
export interface Host {
  /** What it says about itself, the latest. */
  readonly context: HostContext
  /** Whether the widget may call the plugin's actions. */
  readonly canCall: boolean
  /** Whether the widget may write into the conversation. */
  readonly canSay: boolean
  /** Calls an action of the same plugin and gives its answer. */
  call(action: string, input: Record<string, unknown>): Promise<unknown>
  /** Says something in the name of the person, who sees it. */
  say(text: string): Promise<void>
  /** Opens a page outside. */
  open(url: string): Promise<void>
}

export interface ConnectOptions<Answer> {
  /** For the host's log. */
  name: string
  /** Whether an answer is one that this widget shows. Others, such as errors and questions for confirmation, are shown by themselves. */
  isAnswer: (value: unknown) => value is Answer
  show: (answer: Answer, host: Host) => void
}

/** Joins the widget with its host: says hello, waits for the answer of the action, and shows it. */
export async function connect<Answer>({ name, isAnswer, show }: ConnectOptions<Answer>): Promise<void> {
  const take = (result: ToolResult) => {
    const answer = toAnswer(result)
    if (!result.isError && isAnswer(answer)) show(answer, host)
    else renderOther(answer, toText(result))
  }
  const channel = openChannel((method, params) => {
    if (method === 'ui/notifications/tool-result') take(params as ToolResult)
    else if (method === 'ui/notifications/tool-cancelled') renderText('This was cancelled.')
    else if (method === 'ui/notifications/host-context-changed') host.change(params)
    else if (method !== 'ping' && method !== 'ui/resource-teardown') return undefined
    return {}
  })
  const host = createHost(channel)
  document.addEventListener('click', (event) => followLink(event, host))
  const hello = await channel.request('ui/initialize', {
    appInfo: { name, version: '1.0.0' },
    appCapabilities: {},
    protocolVersion: '2026-01-26',
  })
  host.begin(hello)
  channel.notify('ui/notifications/initialized', {})
  reportSize(channel)
}

function createHost(channel: Channel) {
  let capabilities: Record<string, unknown> = {}
  return {
    context: {} as HostContext,
    get canCall() {
      return 'serverTools' in capabilities
    },
    get canSay() {
      return 'message' in capabilities
    },
    begin(hello: Record<string, unknown>) {
      capabilities = (hello['hostCapabilities'] ?? {}) as Record<string, unknown>
      this.change((hello['hostContext'] ?? {}) as HostContext)
    },
    change(context: HostContext) {
      Object.assign(this.context, context)
      applyContext(context)
    },
    async call(action: string, input: Record<string, unknown>) {
      const result: ToolResult = await channel.request('tools/call', { name: toToolName(action, this.context), arguments: input })
      if (result.isError) throw new Error(toText(result))
      return toAnswer(result)
    },
    async say(text: string) {
      const result = await channel.request('ui/message', { role: 'user', content: [{ type: 'text', text }] })
      if (result['isError']) throw new Error('The host did not take the message.')
    },
    async open(url: string) {
      await channel.request('ui/open-link', { url })
    },
  }
}

/** Where all plugins are one server, the names of tools begin with their plugin: `food_placeOrder`. */
function toToolName(action: string, { toolInfo }: HostContext): string {
  const prefix = /^[a-z0-9_]+_(?=[a-zA-Z0-9]+$)/.exec(toolInfo?.tool?.name ?? '')?.[0]
  return `${prefix ?? ''}${action}`
}

/** A frame can't open pages itself. */
function followLink(event: MouseEvent, host: Host): void {
  const link = (event.target as Element).closest?.('a[href]')
  if (!link) return
  event.preventDefault()
  void host.open((link as HTMLAnchorElement).href).catch(() => undefined)
}
