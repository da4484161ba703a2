export { findPlugins, pluginsFolder, type PluginPackage } from './find-plugins.ts'
export { hostPlugin, type BrokenPlugin, type HostedPlugin, type HostOptions, type ReadyPlugin } from './host-plugin.ts'
export { loadPlugins, type LoadOptions } from './load-plugins.ts'
