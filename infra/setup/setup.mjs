// Writes .env and secrets/ for `docker compose up -d`. Plain JavaScript: it runs on any Node from 18, or in a container of it:
//   docker run --rm -it --network host -v "$PWD:/patchbay" -w /patchbay node:24-bookworm-slim node infra/setup/setup.mjs
import { createHash, randomBytes } from 'node:crypto'
import { promises as dns } from 'node:dns'
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'

const { values: given } = parseArgs({
  options: {
    domain: { type: 'string' },
    email: { type: 'string' },
    tls: { type: 'string', default: 'on-demand' },
    force: { type: 'boolean' },
  },
})
const isTerminal = process.stdin.isTTY === true

if (existsSync('.env') && !given.force)
  fail('.env is there already. Edit it by hand; --force writes .env and all secrets anew, and the old data can then not be opened.')
if (!['on-demand', 'internal'].includes(given.tls)) fail('--tls is on-demand or internal.')
const domain = (given.domain ?? (await ask('Domain, such as example.com: '))).trim().toLowerCase()
if (!/^(?=.{1,200}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(domain))
  fail(`${JSON.stringify(domain)} is not a domain. Name it like example.com: plugins become notes.example.com and so on.`)
const email = (given.email ?? (await ask('E-mail of the first admin (also told to the certificate authority): '))).trim()
if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) fail(`${JSON.stringify(email)} is not an e-mail address.`)

writeSecrets()
writeFileSync('.env', `PATCHBAY_DOMAIN=${domain}\nCONTACT_EMAIL=${email}\nPATCHBAY_TLS=${given.tls}\n`, { mode: 0o600 })
process.stdout.write(
  'Wrote .env and secrets/. Keep a copy of secrets/ apart from the machine: backups can not be read without patchbay_secret.\n',
)
for (const warning of await findWarnings()) process.stdout.write(`Warning: ${warning}\n`)
process.stdout.write(`
Next:
  docker compose build
  docker compose up -d --wait
  docker compose exec gateway patchbay users create --email ${email} --admin
`)

/** Files that only their owner finds (0700), but that the users inside the containers can read (0444). */
function writeSecrets() {
  const password = () => randomBytes(24).toString('base64url')
  const roles = Object.fromEntries(['owner', 'gateway', 'worker', 'console', 'backup'].map((role) => [role, password()]))
  const redis = password()
  const files = {
    patchbay_secret: randomBytes(48).toString('base64'),
    postgres_password: password(),
    grafana_password: password(),
    // Empty until there are some: the operator writes them here.
    patchbay_secret_previous: '',
    smtp_url: '',
    otlp_headers: '',
    upstream_client_secret: '',
    model_api_key: '',
    redis_url: `redis://patchbay:${redis}@redis:6379`,
    redis_acl: toAcl(redis),
    'database_roles.sql': toRoles(roles),
  }
  for (const [role, secret] of Object.entries(roles))
    files[`database_url_${role}`] = `postgres://patchbay_${role}:${secret}@postgres:5432/patchbay`
  mkdirSync('secrets', { recursive: true, mode: 0o700 })
  chmodSync('secrets', 0o700)
  for (const [name, text] of Object.entries(files)) {
    if (existsSync(`secrets/${name}`)) chmodSync(`secrets/${name}`, 0o600)
    writeFileSync(`secrets/${name}`, text && `${text}\n`)
    chmodSync(`secrets/${name}`, 0o444)
  }
}

/** One user, its own commands: nothing that reads or changes the server. BullMQ asks for INFO, CLIENT and scripts. */
function toAcl(password) {
  const hash = createHash('sha256').update(password).digest('hex')
  return `user default off\nuser patchbay on #${hash} ~* &* +@all -@admin -@dangerous +info +client|setname +client|list +client|id`
}

/** A role for each process, none of them a superuser; only the owner changes tables, the backup only reads. */
function toRoles(roles) {
  const makes = Object.entries(roles).map(([role, secret]) => `create role patchbay_${role} login password '${secret}';`)
  return `${makes.join('\n')}
create role patchbay_app;
grant patchbay_app to patchbay_gateway, patchbay_worker, patchbay_console;
grant pg_read_all_data to patchbay_backup;
revoke all on database patchbay from public;
revoke all on schema public from public;
grant connect on database patchbay to patchbay_owner, patchbay_app, patchbay_backup;
grant create on database patchbay to patchbay_owner;
alter default privileges for role patchbay_owner grant usage on schemas to patchbay_app;
alter default privileges for role patchbay_owner grant select, insert, update, delete on tables to patchbay_app;
alter default privileges for role patchbay_owner grant usage, select on sequences to patchbay_app;`
}

/** What would keep the world from reaching it. */
async function findWarnings() {
  const warnings = []
  if (!domain.endsWith('.localhost'))
    for (const host of [domain, `notes.${domain}`])
      await dns.lookup(host).catch(() => warnings.push(`${host} has no address yet. Point ${domain} and *.${domain} to this machine.`))
  for (const port of [80, 443])
    if (!(await isFree(port)))
      warnings.push(`port ${port} is taken on this machine. Free it, or set ${port === 80 ? 'HTTP' : 'HTTPS'}_PORT in .env.`)
  return warnings
}

function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false))
    server.listen(port, () => server.close(() => resolve(true)))
  })
}

async function ask(question) {
  if (!isTerminal) fail('Without a terminal, name --domain and --email.')
  const reader = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await reader.question(question)
  reader.close()
  return answer
}

function fail(message) {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}
