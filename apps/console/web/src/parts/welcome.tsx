import type { Session } from '@patchbay/console/api'

export function Welcome({ session }: { session: Session }) {
  const back = encodeURIComponent(location.pathname + location.search)
  return (
    <main className="welcome">
      <img src="/icon.svg" alt="" width="56" height="56" />
      <h1>Talk to plugins</h1>
      <p>
        The console of <strong>{session.domain}</strong>. Switch plugins on, say what you want in plain words, and see every call that is
        made for you.
      </p>
      <p>
        <a className="button" href={`${session.signInPath}?return=${back}`}>
          Sign in
        </a>
      </p>
      <p className="quiet">
        {session.model.kind === 'planner'
          ? 'Answers come from the built-in planner, which is not a language model. Whoever runs this Patchbay can set one up.'
          : `Answers come from ${session.model.name} at ${session.model.host}.`}
      </p>
    </main>
  )
}
