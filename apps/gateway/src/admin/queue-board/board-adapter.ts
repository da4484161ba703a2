import type { BaseAdapter } from '@bull-board/api/baseAdapter'
import type {
  AppControllerRoute,
  AppViewRoute,
  BullBoardQueues,
  ControllerHandlerReturnType,
  IServerAdapter,
  UIConfig,
} from '@bull-board/api/typings/app'

/** What Bull Board tells a server to serve. */
export class BoardAdapter implements IServerAdapter {
  queues: BullBoardQueues = new Map<string, BaseAdapter>()
  views = ''
  statics = ''
  entry: AppViewRoute | undefined
  routes: AppControllerRoute[] = []
  uiConfig: UIConfig = {}
  handleError: (error: Error) => ControllerHandlerReturnType = () => ({ status: 500, body: '' })

  setQueues(queues: BullBoardQueues): this {
    this.queues = queues
    return this
  }

  setViewsPath(path: string): this {
    this.views = path
    return this
  }

  setStaticPath(_route: string, path: string): this {
    this.statics = path
    return this
  }

  setEntryRoute(route: AppViewRoute): this {
    this.entry = route
    return this
  }

  setErrorHandler(handler: (error: Error) => ControllerHandlerReturnType): this {
    this.handleError = handler
    return this
  }

  setApiRoutes(routes: AppControllerRoute[]): this {
    this.routes = routes
    return this
  }

  setUIConfig(config: UIConfig): this {
    this.uiConfig = config
    return this
  }
}
