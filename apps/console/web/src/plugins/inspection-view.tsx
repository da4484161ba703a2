import type { Finding, Inspection } from '@patchbay/console/api'

const levels: Record<Finding['level'], string> = { error: 'Error', warning: 'Warning', advice: 'Advice' }
const sources: Record<Finding['source'], string> = {
  address: 'Address',
  manifest: 'Manifest',
  openapi: 'OpenAPI document',
  mcp: 'MCP server',
}

/** All that was read. */
export function InspectionView({ inspection }: { inspection: Inspection }) {
  const { plugin } = inspection
  return (
    <>
      {plugin && (
        <section>
          <h2>{plugin.title}</h2>
          <p>{plugin.summary}</p>
        </section>
      )}
      <Reading inspection={inspection} />
      <Actions actions={inspection.actions} />
    </>
  )
}

/** For authors: what is wrong with it, and what the model gets of it. */
export function Reading({ inspection: { url, plugin, findings, prompt } }: { inspection: Inspection }) {
  return (
    <>
      {plugin && (
        <p className="quiet">
          {url} · for models “{plugin.nameForModel}” · sign-in: {plugin.auth}
        </p>
      )}
      <section>
        <h2>Findings</h2>
        {findings.length === 0 ? (
          <p>No problems found.</p>
        ) : (
          <ul className="findings">
            {findings.map((finding) => (
              <FindingLine key={`${finding.rule} ${finding.place}`} finding={finding} />
            ))}
          </ul>
        )}
      </section>
      {prompt && (
        <section>
          <h2>What the model gets</h2>
          <p className="quiet">
            {prompt.tokens} tokens, {(prompt.share * 100).toFixed(1)} % of the model’s window
          </p>
          <pre className="prompt" tabIndex={0}>
            {prompt.text}
          </pre>
        </section>
      )}
    </>
  )
}

export function Actions({ actions }: Pick<Inspection, 'actions'>) {
  if (actions.length === 0) return null
  return (
    <section>
      <h2>Actions</h2>
      <ul className="actions">
        {actions.map((action) => (
          <li key={action.name}>
            <strong>{action.name}</strong> {action.route && <code>{action.route}</code>}{' '}
            <span className="quiet">
              {action.tokens} tokens{action.asks && ', asks first'}
            </span>
            <p>{action.description}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function FindingLine({ finding }: { finding: Finding }) {
  return (
    <li className={finding.level}>
      <strong>{levels[finding.level]}</strong>{' '}
      <span className="quiet">{[sources[finding.source], finding.place].filter(Boolean).join(', ')}</span>
      <p>{finding.message}</p>
    </li>
  )
}
