import { parseRoute, type Method } from '@patchbay/plugin-kit'
import { addRoute, createRouter, findRoute } from 'rou3'
import type { Route } from './compile-plugin.ts'

export interface FoundRoute {
  route: Route
  /** Path parameters as they stand in the URL, percent-encoded. */
  values: Record<string, string> | undefined
}

/** The routes of one plugin. A look-up costs the same however many there are. */
export interface RouteTable {
  add(method: Method, path: string, route: Route): void
  /** Takes `GET /offers/{id}`. */
  addRoute(route: string, compiled: Route): void
  find(method: string, path: string): FoundRoute | undefined
  /** The methods a path answers to, for `Allow`. */
  findMethods(path: string): string[]
}

const methods: readonly Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

export function createRouteTable(): RouteTable {
  const router = createRouter<Route>()
  const table: RouteTable = {
    add(method, path, route) {
      addRoute(router, method, path, route)
    },
    addRoute(text, compiled) {
      const { method, path } = parseRoute(text)!
      table.add(method, path.replace(/\{(\w+)\}/g, ':$1'), compiled)
    },
    find(method, path) {
      const found = findRoute(router, method, path)
      return found && { route: found.data, values: found.params }
    },
    findMethods(path) {
      const found = methods.filter((method) => findRoute(router, method, path))
      return found.includes('GET') ? ['GET', 'HEAD', ...found.slice(1)] : found
    },
  }
  return table
}
