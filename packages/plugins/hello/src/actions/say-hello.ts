import { defineAction, type ActionContext } from '@patchbay/plugin-kit'
import { z } from 'zod'

export const sayHello = defineAction({
  name: 'sayHello',
  description: 'Greet somebody by name, in one of a few languages. Use it only to try out whether the connection works.',
  examples: [
    { say: 'say hello to Ada', input: { name: 'Ada' }, output: { greeting: 'Hello, Ada!' } },
    { say: 'greet Grace in French', input: { name: 'Grace', language: 'fr' }, output: { greeting: 'Bonjour, Grace!' } },
    { say: 'how do you say hello to Konrad in German?', input: { name: 'Konrad', language: 'de' } },
    { say: 'please welcome Alan', input: { name: 'Alan' } },
    { say: 'Spanish greeting for Rosa', input: { name: 'Rosa', language: 'es' } },
    { say: 'say hi to my friend Edsger', input: { name: 'Edsger' } },
  ],
  route: 'GET /hello/{name}',
  effect: 'read',
  input: z.object({
    name: z.string().trim().min(1).max(100).describe('Who to greet.'),
    language: z.enum(['en', 'de', 'es', 'fr']).default('en').describe('The language to greet in.'),
  }),
  output: z.object({ greeting: z.string() }),
  run({ name, language }, { log }: ActionContext) {
    log.debug({ language }, 'greeting')
    return { greeting: `${greetings[language]}, ${name}!` }
  },
})

const greetings = { en: 'Hello', de: 'Hallo', es: 'Hola', fr: 'Bonjour' }
