export { serveCommands } from './control/serve-commands.ts'
