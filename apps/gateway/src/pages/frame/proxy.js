// Stands between a host's page and a widget, which come from different origins (MCP Apps 2026-01-26, Sandbox proxy).
// It passes on what each says to the other, and nothing that anybody else says.
const host = document.documentElement.dataset.host
const reserved = 'ui/notifications/sandbox-'
let view

const isMessage = (data) => typeof data === 'object' && data !== null && data.jsonrpc === '2.0'
const isReserved = ({ method }) => typeof method === 'string' && method.startsWith(reserved)

addEventListener('message', ({ source, origin, data }) => {
  if (!isMessage(data)) return
  if (source === parent && origin === host) takeFromHost(data)
  else if (view && source === view.contentWindow && !isReserved(data)) parent.postMessage(data, host)
})

function takeFromHost(message) {
  if (message.method === 'ui/notifications/sandbox-resource-ready') show(message.params ?? {})
  // A sandboxed page without an origin can't be named; only our own frame is spoken to.
  else if (!isReserved(message)) view?.contentWindow.postMessage(message, '*')
}

/** Without `allow-same-origin` the widget has an origin of its own: it sees neither this page nor other widgets nor anything stored. */
function show({ html, sandbox = '' }) {
  if (typeof html !== 'string') return
  const next = document.createElement('iframe')
  next.title = 'Widget'
  next.sandbox = [
    'allow-scripts',
    ...String(sandbox)
      .split(/\s+/)
      .filter((each) => each === 'allow-forms'),
  ].join(' ')
  next.srcdoc = html
  view?.remove()
  view = next
  document.body.append(next)
}

if (parent !== window) parent.postMessage({ jsonrpc: '2.0', method: `${reserved}proxy-ready`, params: {} }, host)
