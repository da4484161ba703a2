import { lookup as resolve, type LookupAddress, type LookupOptions } from 'node:dns'
import { connect as connectSocket, isIP } from 'node:net'
import { buildConnector } from 'undici'
import { isPublicAddress } from './is-public-address.ts'

export interface ConnectorOptions {
  /** Whether `localhost`, names below it and loopback addresses may be reached, on any port. Other private addresses never are. */
  allowLoopback?: boolean
  /** Hosts that are ours: their connections go to this address, in plain HTTP, whatever their names resolve to. */
  own?: OwnHosts | undefined
  /** Milliseconds until a connection stands. */
  timeout: number
}

export interface OwnHosts {
  /** Whether a host, with its port if the URL names one, is ours: `notes.example.com`, `notes.localhost:3000`. */
  isOwn: (host: string) => boolean
  /** `http://127.0.0.1:3000` */
  address: URL
}

/**
 * Decides where a connection may go, at the moment it is made: an address in the URL and every address that a name resolves to must be
 * one of the public internet. A name that resolves otherwise a moment later gains nothing.
 */
export function createConnector({ allowLoopback = false, own, timeout }: ConnectorOptions): buildConnector.connector {
  const connectPublic = buildConnector({ timeout, lookup: lookupPublic as never })
  const connectLocal = buildConnector({ timeout, lookup: lookupLocal as never })
  return (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, '')
    if (own?.isOwn(options.host ?? options.hostname)) return connectOwn(own.address, callback)
    if (isLoopbackHost(host)) return allowLoopback ? connectLocal(options, callback) : callback(refuse(), null)
    // An address in the URL is never looked up, so it is checked here.
    if (isIP(host) !== 0 && !isPublicAddress(host)) return callback(refuse(), null)
    if (!isUsualPort(options.protocol, options.port)) return callback(refuse(), null)
    connectPublic(options, callback)
  }
}

/** `localhost`, names below it (RFC 6761 §6.3) and the addresses of loopback, as a URL has them. */
export function isLoopbackHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  return host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

/** The same for every reason, so that nobody can find out what is inside by asking. */
export function refuse(): Error {
  return new Error('This address can’t be reached from here.')
}

function isUsualPort(protocol: string, port: string): boolean {
  return port === '' || port === (protocol === 'https:' ? '443' : '80')
}

function connectOwn({ hostname, port }: URL, callback: buildConnector.Callback): void {
  const socket = connectSocket({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 80), noDelay: true })
  socket.once('connect', () => {
    socket.off('error', fail)
    callback(null, socket)
  })
  const fail = (error: Error) => callback(error, null)
  socket.once('error', fail)
}

type LookupCallback = (error: Error | null, address: string | LookupAddress[], family?: number) => void

/** All addresses of a name must be public: one that is not makes the name suspect. */
function lookupPublic(hostname: string, options: LookupOptions, callback: LookupCallback): void {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    if (error || addresses.length === 0 || !addresses.every(({ address }) => isPublicAddress(address))) return callback(refuse(), [])
    if (options.all) callback(null, addresses)
    else callback(null, addresses[0]!.address, addresses[0]!.family)
  })
}

/** Names below localhost are loopback without asking anybody (RFC 6761 §6.3). */
function lookupLocal(_hostname: string, options: LookupOptions, callback: LookupCallback): void {
  const addresses = [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ]
  if (options.all) callback(null, addresses)
  else callback(null, addresses[0]!.address, 4)
}
