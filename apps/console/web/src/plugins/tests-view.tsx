import type { PluginTest, TestReport, TestResult } from '@patchbay/console/api'
import { useState } from 'react'
import { ask } from '../api/client.ts'
import { useAsked } from '../api/use-asked.ts'

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
  const tests = set.value?.tests ?? []
  if (tests.length === 0) return null
  return (
    <section>
      <h2>Sentences</h2>
      <p className="quiet">
        {set.value?.isOwn ? 'Your own tests.' : 'Made of the examples in the document.'} Each should become the action beside it.
      </p>
      <button type="button" className="second" disabled={isBusy} onClick={() => void run()}>
        {isBusy ? 'Running…' : 'Run them'}
      </button>
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {report && (
        <p>
          <strong>{Math.round(report.first * 100)} %</strong> right at once, {Math.round(report.withinThree * 100)} % within three, by{' '}
          {report.model}
        </p>
      )}
      <ul className="tests">
        {report
          ? report.results.map((result) => <ResultLine key={`${result.say} ${result.action}`} result={result} />)
          : tests.map((test) => <TestLine key={`${test.say} ${test.action}`} test={test} />)}
      </ul>
    </section>
  )
}

function TestLine({ test }: { test: PluginTest }) {
  return (
    <li>
      “{test.say}” <code>{test.action}</code>
    </li>
  )
}

function ResultLine({ result }: { result: TestResult }) {
  return (
    <li className={result.isRight ? 'right' : 'wrong'}>
      “{result.say}” <code>{result.action}</code>
      {!result.isRight && <span className="quiet"> taken for {result.got?.action ?? 'nothing'}</span>}
    </li>
  )
}
