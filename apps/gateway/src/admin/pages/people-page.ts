import { invite, type Account, type Accounts, type AccountSummary, type AuditLine } from '@patchbay/auth'
import { AppError, html, type Html } from '@patchbay/plugin-kit'
import type { ParsedUrlQuery } from 'node:querystring'
import { toText } from '../../oauth/read-form.ts'
import type { Authorization } from '../../oauth/authorization.ts'
import type { AdminAction, AdminCall, AdminPage } from '../admin-page.ts'
import { toButton, toHidden, toMoment, toTable } from './parts.ts'

export interface PeoplePageOptions {
  authorization: Authorization
  /** `example.com` */
  domain: string
}

const path = '/people'

/** Everybody with an account, invitations, roles, and who is kept out. */
export function createPeoplePage({ authorization, domain }: PeoplePageOptions): AdminPage {
  const change = toChange(authorization)
  const { accounts } = authorization
  return {
    path,
    title: 'People',
    show: (call) => show(call, authorization),
    actions: {
      invite: (call, form) => invitePerson(call, form, { authorization, domain }),
      link: change({ event: 'link.sent' }, async ({ id, email }) => toLink(email, await createLink(authorization, id))),
      admin: change({ event: 'user.changed', details: { role: 'admin' } }, ({ id }) => accounts.setRole(id, 'admin')),
      user: change({ event: 'user.changed', details: { role: 'user' }, isForOthers: true }, ({ id }) => accounts.setRole(id, 'user')),
      disable: change({ event: 'user.changed', details: { disabled: true }, isForOthers: true }, ({ id }) =>
        accounts.setDisabled(id, true),
      ),
      enable: change({ event: 'user.changed', details: { disabled: false } }, ({ id }) => accounts.setDisabled(id, false)),
      'sign-out': change({ event: 'session.ended', details: { everywhere: true } }, ({ id }) => accounts.signOutEverywhere(id)),
    },
  }
}

async function show({ csrf, account }: AdminCall, { accounts, mailer, signUp }: Authorization): Promise<Html> {
  const people = await accounts.list()
  const isClosed = signUp.config.policy === 'closed'
  const rows = people.map((person) => [
    toPerson(person, account),
    person.role,
    toState(person),
    toMoment(person.createdAt),
    toButtons(person, { csrf, account }),
  ])
  return html`${isClosed && html`<p class="quiet">SIGN_UP=closed takes no invitations.</p>`}
${
  !isClosed &&
  html`<h2>Invite</h2>
<form method="post" action="${path}" class="line">${toHidden({ csrf })}
<label>E-mail <input name="email" type="email" required maxlength="254" autocomplete="off"></label>
<label>Role <select name="role"><option value="user">user</option><option value="admin">admin</option></select></label>
<button name="do" value="invite">Invite</button></form>
<p class="quiet">${mailer ? 'The link to choose a password is sent by mail.' : 'No mail is sent from here (SMTP_URL): you get a link to hand over.'}</p>`
}
<h2>${people.length === 1 ? 'One person' : `${people.length} people`}</h2>
${toTable(['E-mail', 'Role', 'State', 'Since (UTC)', 'Do'], rows)}`
}

function toPerson({ id, email }: AccountSummary, account: Account): Html {
  return html`<a href="/audit?person=${encodeURIComponent(email)}">${email}</a>${id === account.id && ' (you)'}`
}

function toState({ disabledAt, hasPassword }: AccountSummary): Html {
  if (disabledAt) return html`<span class="bad">kept out</span>`
  return hasPassword ? html`has a password` : html`<span class="off">invited, no password yet</span>`
}

function toButtons({ id, email, role, disabledAt }: AccountSummary, { csrf, account }: { csrf: string; account: Account }): Html {
  const button = (name: string, text: string) =>
    toButton({ csrf, action: path, name, fields: { user: id }, text, label: `${text}: ${email}` })
  if (disabledAt) return button('enable', 'Let in again')
  const isSelf = id === account.id
  return html`<div class="row-forms">${!isSelf && (role === 'admin' ? button('user', 'Make user') : button('admin', 'Make admin'))}${button('link', 'New password link')}${button('sign-out', 'Sign out everywhere')}${!isSelf && button('disable', 'Keep out')}</div>`
}

async function invitePerson({ account }: AdminCall, form: ParsedUrlQuery, { authorization, domain }: PeoplePageOptions): Promise<Html> {
  const { accounts, audit, mailer, issuer, signUp } = authorization
  if (signUp.config.policy === 'closed') throw new AppError('forbidden', 'SIGN_UP=closed takes no invitations.')
  const role = toText(form['role']) === 'admin' ? 'admin' : undefined
  const email = toText(form['email']).trim()
  const made = await invite({ email, role, admin: account.id }, { accounts, audit, mailer, issuer: issuer.origin, domain })
  return made.link === undefined ? html`An invitation is on its way to ${made.account.email}.` : toLink(made.account.email, made.link)
}

function toLink(email: string, link: string): Html {
  return html`Give this link to ${email}. It sets the password, once, within a day, and is shown only now:<br><code>${link}</code>`
}

async function createLink({ accounts, issuer }: Authorization, id: string): Promise<string> {
  return `${issuer.origin}/password/${await accounts.passwordLinks.create(id)}`
}

interface Change extends Pick<AuditLine, 'event' | 'details'> {
  /** Whether nobody may do it to themselves, so that an administrator is always left. */
  isForOthers?: boolean
}

type ToChange = (change: Change, run: (person: AccountSummary) => Promise<Html | void>) => AdminAction

function toChange({ accounts, audit }: { accounts: Accounts; audit: Authorization['audit'] }): ToChange {
  return ({ event, details, isForOthers }, run) =>
    async ({ ctx, account }, form) => {
      const person = (await accounts.list()).find(({ id }) => id === toText(form['user']))
      if (!person) throw new AppError('not_found', 'There is no such person.')
      if (isForOthers && person.id === account.id)
        throw new AppError('conflict', 'You can’t do that to yourself. Another administrator has to.')
      const notice = await run(person)
      await audit.write({ event, userId: person.id, address: ctx.state.address, details: { ...details, admin: account.id } })
      return notice ?? undefined
    }
}
