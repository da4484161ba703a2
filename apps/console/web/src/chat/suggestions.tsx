import { Link } from '../parts/link.tsx'

const sentences = [
  'flights from Berlin to Lisbon tomorrow',
  'find a vegan restaurant in Kreuzberg',
  'note that the wifi password is swordfish',
]

/** What a person sees before the first message. */
export function Suggestions({ hasPlugins, onChoose }: { hasPlugins: boolean; onChoose: (text: string) => void }) {
  return (
    <div className="empty">
      <h1>What can I do for you?</h1>
      {hasPlugins ? (
        <ul className="suggestions">
          {sentences.map((text) => (
            <li key={text}>
              <button type="button" className="second" onClick={() => onChoose(text)}>
                {text}
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <p>
          No plugin is on. Switch some on above, or <Link to="/plugins">install one</Link> first.
        </p>
      )}
    </div>
  )
}
