import type { Candidate, Part } from '@patchbay/console/api'
import { Markdown } from '../parts/markdown.tsx'
import { toWords } from './to-words.ts'

interface CandidatesProps {
  part: Extract<Part, { type: 'candidates' }>
  onChoose: (candidate: Candidate) => void
}

/** What the planner thinks was meant, to choose from; a single one waits for what it lacks, in the next message. */
export function Candidates({ part, onChoose }: CandidatesProps) {
  const [only, ...others] = part.candidates
  return (
    <div className="candidates">
      <Markdown text={part.text} />
      {only && others.length === 0 ? (
        <div className="candidate">
          <CandidateText candidate={only} />
        </div>
      ) : (
        part.candidates.map((candidate) => (
          <button
            key={`${candidate.pluginId} ${candidate.action}`}
            type="button"
            className="second candidate"
            onClick={() => onChoose(candidate)}
          >
            <CandidateText candidate={candidate} />
          </button>
        ))
      )}
    </div>
  )
}

function CandidateText({ candidate }: { candidate: Candidate }) {
  return (
    <>
      <strong>
        {candidate.pluginTitle}: {toWords(candidate.action)}
      </strong>
      <span>{candidate.description}</span>
      {Object.keys(candidate.arguments).length > 0 && <code>{JSON.stringify(candidate.arguments)}</code>}
      {candidate.missing.length > 0 && <span className="quiet">Still asks for {candidate.missing.join(', ')}.</span>}
    </>
  )
}
