import type { Audit } from '@patchbay/auth'
import type { Confirmations } from '@patchbay/queue'
import type { SafeRequest } from '@patchbay/safe-fetch'
import type { Call, NoticeCode } from '../api.ts'
import type { Run } from '../conversations/run.ts'
import type { ModelTool } from '../models/model-client.ts'
import type { Installs, PluginToken } from '../plugins/installs.ts'
import type { StoredPlugin } from '../plugins/plugin-store.ts'
import type { Jobs } from './jobs.ts'

/** What the calls of one answer need. */
export interface CallOptions {
  run: Run
  request: SafeRequest
  installs: Installs
  jobs: Jobs
  /** Of the platform: what a person agreed to here. */
  confirmations: Pick<Confirmations, 'find' | 'approve' | 'refuse'>
  audit: Pick<Audit, 'write'>
  plugins: ReadonlyMap<string, StoredPlugin>
  tools: readonly ModelTool[]
  findToken: (plugin: StoredPlugin) => Promise<PluginToken | undefined>
  /** Of the conversation: what the host of 2023 sent. */
  headers: readonly (readonly [name: string, value: string])[]
  /** The card has changed. */
  show: (call: Call) => Promise<void>
  notify: (code: NoticeCode, text: string) => void
}
