/** Where ChatGPT plugins and GPT Actions are called back. The id is only known after the registration there. */
const chatGptCallback = /^https:\/\/(?:chat\.openai\.com|chatgpt\.com)\/aip\/(plugin-[0-9a-f-]{36}|g-[A-Za-z0-9]{1,64})\/oauth\/callback$/

/** The plugin or GPT that a ChatGPT callback belongs to; undefined for any other URL. */
export function toChatGptId(redirectUri: string): string | undefined {
  return chatGptCallback.exec(redirectUri)?.[1]
}

/** Whether a client that registers itself may be called back there: https at an allowed host, or loopback (RFC 8252 §7.3). */
export function isRegistrableRedirect(redirectUri: string, hosts: readonly string[]): boolean {
  const url = URL.parse(redirectUri)
  if (!url || url.username || url.password || redirectUri.includes('#')) return false
  if (isLoopbackRedirect(redirectUri)) return true
  return url.protocol === 'https:' && hosts.includes(url.host)
}

export function isLoopbackRedirect(redirectUri: string): boolean {
  const url = URL.parse(redirectUri)
  return url?.protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname)
}

/** Whether both are the same on loopback but for the port: a program takes the one that is free (RFC 8252 §7.3). */
export function isSameLoopback(known: string, uri: string): boolean {
  if (!isLoopbackRedirect(known) || !isLoopbackRedirect(uri)) return false
  const [left, right] = [new URL(known), new URL(uri)]
  left.port = ''
  right.port = ''
  return left.href === right.href
}
