import type { Action } from '@patchbay/plugin-kit'
import { toWidgetToolMeta, type WidgetResource } from '@patchbay/surfaces'
import type { ServedResource } from './resources.ts'
import type { CompiledTool } from './tool.ts'

/** The same tool, which says what to show in place of its answer. */
export function withWidget(tool: CompiledTool, action: Action, widget: WidgetResource | undefined): CompiledTool {
  if (!widget) return tool
  const { descriptor } = tool
  return { ...tool, descriptor: { ...descriptor, _meta: { ...descriptor._meta, ...toWidgetToolMeta(action, widget) } } }
}

/** The page of a widget, which is the same for everybody and no secret. Actions that share one give one resource. */
export function toServedWidgets(plugin: string, widgets: Iterable<WidgetResource>): ServedResource[] {
  const byUri = new Map(Array.from(widgets, (widget) => [widget.uri, widget]))
  return Array.from(byUri.values(), ({ text, ...descriptor }) => {
    const { mimeType, _meta } = descriptor
    return { descriptor, plugin, read: () => ({ mimeType, text, _meta }) }
  })
}
