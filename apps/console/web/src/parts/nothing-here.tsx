import { Link } from './link.tsx'
import { PageTitle } from './page-title.tsx'

/** At an address at which there is nothing, or not any more. */
export function NothingHere({ text }: { text: string }) {
  return (
    <main id="main" className="page">
      <PageTitle title="Nothing is here" />
      <p>{text}</p>
      <p>
        <Link to="/" className="button">
          New conversation
        </Link>
      </p>
    </main>
  )
}
