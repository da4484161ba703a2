import type { PluginTest, TestReport, TestResult } from '@patchbay/console/api'
import { useState } from 'react'
import { ask } from '../api/client.ts'
import { useAsked } from '../api/use-asked.ts'
import { TestsEditor } from './tests-editor.tsx'

/** Sentences and what they should become, and how well they do. */
export function TestsView({ pluginId }: { pluginId: string }) {
  const set = useAsked(`tests ${pluginId}`, () => ask('GET /api/plugins/{id}/tests', { params: [pluginId] }))
  const [report, setReport] = useState<TestReport>()
  const [problem, setProblem] = useState<string>()
  const [isBusy, setIsBusy] = useState(false)
  const run = async () => {
    setIsBusy(true)
    await ask('POST /api/plugins/{id}/tests/run', { params: [pluginId] }).then(setReport, (error: Error) => setProblem(error.message))
    setIsBusy(false)
  }
  if (!set.value) return null
  const { tests, isOwn } = set.value
  const save = async (own: PluginTest[]) => {
    set.set(await ask('PUT /api/plugins/{id}/tests', { params: [pluginId], body: { tests: own } }))
    setReport(undefined)
  }
  return (
    <section>
      <h2>Sentences</h2>
      <p className="quiet">
        {isOwn ? 'Your own tests.' : tests.length > 0 ? ofExamples : 'Its document has no examples.'} Each should become the action beside
        it.
      </p>
      {tests.length > 0 && (
        <button type="button" className="second" disabled={isBusy} onClick={() => void run()}>
          {isBusy ? 'Running…' : 'Run them'}
        </button>
      )}
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {report && <Scores report={report} />}
      <ul className="tests">
        {report
          ? report.results.map((result) => <ResultLine key={`${result.say} ${result.action}`} result={result} />)
          : tests.map((test) => <TestLine key={`${test.say} ${test.action}`} test={test} />)}
      </ul>
      <TestsEditor key={String(isOwn)} tests={tests} isOwn={isOwn} onSave={save} />
    </section>
  )
}

/** How many were right, for each action, and what the others were taken for. */
function Scores({ report }: { report: TestReport }) {
  const percent = (share: number) => `${Math.round(share * 100)} %`
  return (
    <>
      <p>
        <strong>{percent(report.first)}</strong> right at once, {percent(report.withinThree)} within three, by {report.model}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">Action</th>
            <th scope="col">Right</th>
            <th scope="col">Taken for</th>
          </tr>
        </thead>
        <tbody>
          {report.actions.map(({ action, tests, right, confusedWith }) => (
            <tr key={action}>
              <td>
                <code>{action}</code>
              </td>
              <td>
                {right} of {tests}
              </td>
              <td>{confusedWith.map(({ action: other, times }) => `${other}${times > 1 ? ` (${times})` : ''}`).join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function TestLine({ test }: { test: PluginTest }) {
  return (
    <li>
      “{test.say}” <code>{test.action}</code>
    </li>
  )
}

const ofExamples = 'Made of the examples in the document, which the planner knows by heart: sentences of your own say more.'

function toFault({ action, got }: TestResult): string {
  return got?.action === action ? `with ${JSON.stringify(got.arguments)}` : `taken for ${got?.action ?? 'nothing'}`
}

function ResultLine({ result }: { result: TestResult }) {
  return (
    <li className={result.isRight ? 'right' : 'wrong'}>
      “{result.say}” <code>{result.action}</code>
      {!result.isRight && <span className="quiet"> {toFault(result)}</span>}
    </li>
  )
}
