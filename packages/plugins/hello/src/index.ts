import { definePlugin } from '@patchbay/plugin-kit'
import { sayHello } from './actions/say-hello.ts'

export default definePlugin({
  name: 'hello',
  title: 'Hello',
  summary: 'Greets people in a few languages.',
  description: 'Plugin for greeting people by name. It knows English, German, Spanish and French, and nothing else.',
  auth: 'none',
  logo: new URL('../logo.png', import.meta.url),
  actions: [sayHello],
})
