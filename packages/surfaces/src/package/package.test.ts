import { defineAction, definePlugin } from '@patchbay/plugin-kit'
import { strFromU8, unzipSync } from 'fflate'
import { hash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { createPackage, toMarketplace, toMarketplaceName } from '../index.ts'
import {
  claudeManifest,
  claudeMarketplace,
  codexManifest,
  hostMcp,
  pluginManifest,
  pluginMcp,
  skillHead,
} from './__fixtures__/published.ts'

const site = { origin: 'https://trip-notes.example.com', operator: { name: 'Ada', email: 'ada@example.com' } }
const logo = new Uint8Array([137, 80, 78, 71])

const note = (name: string, effect: 'read' | 'destructive', says = ['write this down', 'note that', 'a third']) =>
  defineAction({
    name,
    description: `Does ${name}.`,
    examples: says.map((say) => ({ say, input: {} })),
    route: `POST /${name.toLowerCase()}`,
    effect,
    ...(effect === 'destructive' && { auth: 'oauth' as const, confirm: () => 'Really?' }),
    input: z.object({}),
    output: z.object({ ok: z.boolean() }),
    run: () => ({ ok: true }),
  })

const plugin = (summary = 'Keeps notes of trips: "where", when, and with whom, for years and years.') =>
  definePlugin({
    name: 'trip-notes',
    title: 'Trip notes',
    summary,
    description: 'Plugin for notes of trips.',
    auth: 'none',
    logo: new URL('logo.png', import.meta.url),
    actions: [note('findNotes', 'read'), note('dropNotes', 'destructive', ['x'.repeat(300)])] as never,
  })

const open = (made = createPackage(plugin(), { site, logo })) =>
  Object.fromEntries(Object.entries(unzipSync(made.bytes)).map(([path, bytes]) => [path, strFromU8(bytes)]))
const read = (path: string): unknown => JSON.parse(open()[path]!)

describe('createPackage', () => {
  it('holds the files that hosts look for, and the logo', () => {
    expect(Object.keys(open())).toEqual([
      '.claude-plugin/plugin.json',
      '.codex-plugin/plugin.json',
      '.mcp.json',
      'assets/logo.png',
      'mcp.json',
      'plugin.json',
      'skills/trip-notes/SKILL.md',
    ])
    expect(unzipSync(createPackage(plugin(), { site, logo }).bytes)['assets/logo.png']).toEqual(logo)
  })

  it('keeps to Agent Plugins 1.0 and to what Codex and Claude Code read', () => {
    expect(pluginManifest.parse(read('plugin.json'))).toEqual(read('plugin.json'))
    expect(pluginMcp.parse(read('mcp.json'))).toMatchObject({ mcpServers: { 'trip-notes': { url: 'https://trip-notes.example.com/mcp' } } })
    expect(hostMcp.parse(read('.mcp.json'))).toMatchObject({ mcpServers: { 'trip-notes': { url: 'https://trip-notes.example.com/mcp' } } })
    expect(claudeManifest.parse(read('.claude-plugin/plugin.json'))).toEqual(read('.claude-plugin/plugin.json'))
    expect(codexManifest.parse(read('.codex-plugin/plugin.json'))).toEqual(read('.codex-plugin/plugin.json'))
  })

  it('names only files that are in it', () => {
    const files = Object.keys(open())
    const paths = open()
      ['.codex-plugin/plugin.json']!.match(/"\.\/[^"]+"/g)!
      .map((text) => (JSON.parse(text) as string).slice(2))
    expect(paths.length).toBeGreaterThan(2)
    for (const path of paths) expect(files.some((file) => file === path || file.startsWith(path))).toBe(true)
  })

  it('writes a skill whose head is valid whatever the summary says', () => {
    const text = open(createPackage(plugin(`${'long '.repeat(400)}: "quoted" # not a comment`), { site, logo }))[
      'skills/trip-notes/SKILL.md'
    ]!
    expect(skillHead.parse(parse(text.split('---\n')[1]!)).name).toBe('trip-notes')
  })

  it('tells the skill which tools there are, what they change and how people ask for them', () => {
    const skill = open()['skills/trip-notes/SKILL.md']!
    expect(skill).toContain('`findNotes` (changes nothing)')
    expect(skill).toContain('`dropNotes` (takes something away, and may not be undone; the user must be signed in)')
    expect(skill).toContain('“write this down”: `findNotes`')
    expect(skill).toContain('never answer it in their place')
  })

  it('gives the same bytes for the same plugin, another version for another', () => {
    const [one, again, other] = [plugin(), plugin(), plugin('Something else.')].map((each) => createPackage(each, { site, logo }))
    expect(Buffer.from(one!.bytes).equals(again!.bytes)).toBe(true)
    expect(other!.version).not.toBe(one!.version)
    expect(one!.sha256).toBe(hash('sha256', one!.bytes))
    expect(one!.version).toMatch(/^1\.0\.0\+[0-9a-f]{12}$/)
  })
})

describe('toMarketplace', () => {
  it('lists each plugin with where its archive is and what it hashes to', () => {
    const made = createPackage(plugin(), { site, logo })
    const list = toMarketplace([{ plugin: plugin(), origin: site.origin, ...made }], { host: 'Example.com:8443', operator: site.operator })
    expect(claudeMarketplace.parse(list)).toEqual(list)
    expect(list).toMatchObject({
      name: 'example-com-8443',
      plugins: [{ name: 'trip-notes', source: { url: 'https://trip-notes.example.com/plugin.zip', sha256: made.sha256 } }],
    })
  })

  it('makes a name of any host', () => {
    expect(toMarketplaceName('Plugins.Example.com')).toBe('plugins-example-com')
  })
})
