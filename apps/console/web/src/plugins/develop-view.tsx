import type { Inspection, NewPlugin, Session } from '@patchbay/console/api'
import { type FormEvent, useState } from 'react'
import { ask } from '../api/client.ts'
import { go } from '../api/use-route.ts'
import { PageTitle } from '../parts/page-title.tsx'
import { InspectionView } from './inspection-view.tsx'

/** Adds a plugin by its domain: reads it, says what is wrong with it, and registers it. */
export function DevelopView({ session }: { session: Session }) {
  const [address, setAddress] = useState('')
  const [kind, setKind] = useState<'openapi' | 'mcp'>('openapi')
  const [inspection, setInspection] = useState<Inspection>()
  const [problem, setProblem] = useState<string>()
  const [isBusy, setIsBusy] = useState(false)
  const plugin: NewPlugin = { address: address.trim(), kind }

  const type = (text: string) => {
    setAddress(text)
    if (/\/mcp\/?$/.test(text)) setKind('mcp')
  }

  const attempt = async (work: () => Promise<void>) => {
    setIsBusy(true)
    setProblem(undefined)
    await work().catch((error: Error) => setProblem(error.message))
    setIsBusy(false)
  }
  const inspect = (event: FormEvent) => {
    event.preventDefault()
    void attempt(async () => setInspection(await ask('POST /api/plugins/inspect', { body: plugin })))
  }
  const register = () => void attempt(async () => go(`/plugins/${(await ask('POST /api/plugins', { body: plugin })).id}`))

  return (
    <main id="main" className="page">
      <PageTitle title="Develop your own plugin" />
      <p>Any plugin by its domain, and any MCP server. It is read and checked first; nothing is added before you say so.</p>
      <form className="inspect" onSubmit={inspect}>
        <label className="field">
          Address
          <input
            value={address}
            required
            placeholder={kind === 'mcp' ? `http://notes.${session.domain}/mcp` : `localhost:5003 or notes.${session.domain}`}
            onChange={(event) => type(event.target.value)}
          />
        </label>
        <KindChoice kind={kind} onChange={setKind} />
        <button type="submit" disabled={isBusy}>
          {isBusy ? 'Reading…' : 'Check it'}
        </button>
      </form>
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {inspection && <Found inspection={inspection} isBusy={isBusy} onRegister={register} />}
    </main>
  )
}

function Found({ inspection, isBusy, onRegister }: { inspection: Inspection; isBusy: boolean; onRegister: () => void }) {
  return (
    <>
      <p className="unseen" role="status">
        It was read. What was found stands below.
      </p>
      <InspectionView inspection={inspection} />
      <button type="button" disabled={!inspection.isUsable || isBusy} onClick={onRegister}>
        Add this plugin
      </button>
      {!inspection.isUsable && <p className="quiet">It can be added once the errors are fixed.</p>}
    </>
  )
}

type Kind = 'openapi' | 'mcp'

function KindChoice({ kind, onChange }: { kind: Kind; onChange: (kind: Kind) => void }) {
  const choice = (value: Kind, label: string) => (
    <label className="check">
      <input type="radio" name="kind" checked={kind === value} onChange={() => onChange(value)} /> {label}
    </label>
  )
  return (
    <fieldset>
      <legend>Type</legend>
      {choice('openapi', 'A plugin with a manifest')}
      {choice('mcp', 'An MCP server, by its URL')}
    </fieldset>
  )
}
