import { z } from 'zod'

// What the published formats demand, in our words: strict wherever the format is closed.

const identity = {
  name: z
    .string()
    .max(64)
    .regex(/^(?!.*(?:--|\.\.))[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/),
  version: z.string().regex(/^\d+\.\d+\.\d+(?:\+[0-9a-zA-Z.-]+)?$/),
  description: z.string().min(1),
  author: z.strictObject({ name: z.string().min(1), email: z.email(), url: z.url().optional() }),
  homepage: z.url(),
}

/** ChatGPT's and Codex's `interface`: lengths of the submission form, at most three prompts, files inside the package. */
const face = z.strictObject({
  displayName: z.string().min(1).max(30),
  shortDescription: z.string().min(1).max(30),
  longDescription: z.string().min(1).max(4000),
  developerName: z.string().min(1),
  category: z.string().min(1),
  capabilities: z.array(z.enum(['Interactive', 'Read', 'Write'])),
  websiteURL: z.url({ protocol: /^https$/ }),
  privacyPolicyURL: z.url({ protocol: /^https$/ }),
  termsOfServiceURL: z.url({ protocol: /^https$/ }),
  defaultPrompt: z.array(z.string().min(1).max(128)).max(3),
  composerIcon: z.string().startsWith('./'),
  logo: z.string().startsWith('./'),
})

/** `plugin.json`: closed, names its version of the format (Agent Plugins 1.0.0 §5). */
export const pluginManifest = z.strictObject({
  $schema: z.literal('https://agent-plugins.org/schemas/1.0.0/plugin.schema.json'),
  ...identity,
  repository: z.string().optional(),
  license: z.string().optional(),
  keywords: z.array(z.string()),
  extensions: z.strictObject({ 'com.openai': z.strictObject({ interface: face }) }),
})

/** `mcp.json`: https, neither user nor fragment in the URL (Agent Plugins 1.0.0 §7.2). */
export const pluginMcp = z.strictObject({
  $schema: z.literal('https://agent-plugins.org/schemas/1.0.0/mcp.schema.json'),
  mcpServers: z.record(
    z.string(),
    z.strictObject({ type: z.literal('streamable-http'), url: z.string().regex(/^https:\/\/[a-z0-9.-]+\/[^#@]*$/) }),
  ),
})

/** `.mcp.json` of Claude Code and Codex. */
export const hostMcp = z.strictObject({
  mcpServers: z.record(z.string(), z.strictObject({ type: z.literal('http'), url: z.url({ protocol: /^https$/ }) })),
})

export const claudeManifest = z.strictObject({ ...identity, name: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/) })

export const codexManifest = z.strictObject({
  ...identity,
  skills: z.string().startsWith('./'),
  mcpServers: z.string().startsWith('./'),
  interface: face,
})

/** The head of a `SKILL.md` (Agent Skills specification). */
export const skillHead = z.strictObject({
  name: z
    .string()
    .max(64)
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
  description: z.string().min(1).max(1024),
})

/** `marketplace.json` of Claude Code; plugins come as archives with their hash. */
export const claudeMarketplace = z.strictObject({
  name: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
  owner: z.strictObject({ name: z.string().min(1), email: z.email() }),
  metadata: z.strictObject({ description: z.string() }),
  plugins: z.array(
    z.strictObject({
      ...identity,
      source: z.strictObject({
        source: z.literal('archive'),
        url: z.url({ protocol: /^https$/ }),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
      category: z.string(),
      keywords: z.array(z.string()),
    }),
  ),
})
