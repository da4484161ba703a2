// Turns the compose file into a stack for more than one machine:
//   docker compose config --format json | node infra/swarm/to-stack.mjs | docker stack deploy -c - patchbay
// With --dnsrr it asks for no virtual addresses, for kernels without IPVS. What is left out is said on stderr: a swarm knows no order of start (the
// processes wait for what they need), no builds, publishes ports on every address, and holds no empty secrets.
import { readFileSync, statSync } from 'node:fs'

const isDnsrr = process.argv.includes('--dnsrr')
const { services, networks, volumes, secrets, configs } = JSON.parse(readFileSync(0, 'utf8'))
const held = Object.fromEntries(Object.entries(secrets).filter(([, { file }]) => statSync(file).size > 0))
const edge = networks.edge.ipam.config[0].subnet.replace(/\.0\/\d+$/, '.0/24')

/** What a service may not say in a stack, or says in other words. */
const unknownToSwarm = [
  'build',
  'env_file',
  'depends_on',
  'security_opt',
  'restart',
  'profiles',
  'shm_size',
  'ports',
  'networks',
  'command',
  'entrypoint',
  'tmpfs',
  'secrets',
]

const stack = {
  version: '3.9',
  services: Object.fromEntries(Object.entries(services).map(([name, service]) => [name, toService(service)])),
  networks: Object.fromEntries(Object.entries(networks).map(([name, network]) => [name, toNetwork(name, network)])),
  volumes: toNamed(volumes),
  secrets: toNamed(held),
  configs: toNamed(configs),
}
process.stdout.write(`${JSON.stringify(stack, null, 2)}\n`)
process.stderr.write(
  'Left out: build, depends_on, security_opt, addresses of ports. Push the images to a registry that every machine reaches.\n',
)

/** Everything a swarm takes as it is, and the rest in its words. */
function toService(service) {
  const {
    restart = 'unless-stopped',
    ports,
    networks: joined,
    environment,
    secrets: read = [],
    command,
    entrypoint,
    deploy,
    tmpfs = [],
    volumes: mounts = [],
  } = service
  const toPort = ({ target, published, protocol }) => ({
    target,
    published: Number(published),
    protocol,
    mode: isDnsrr ? 'host' : 'ingress',
  })
  return {
    ...omit(service, unknownToSwarm),
    ...(command && { command }),
    ...(entrypoint && { entrypoint }),
    ...(ports && { ports: ports.map(toPort) }),
    environment: toEnvironment(environment),
    volumes: [...mounts, ...tmpfs.map((target) => ({ type: 'tmpfs', target }))],
    networks: Object.fromEntries(Object.entries(joined).map(([name, as]) => [name, as?.aliases ? { aliases: as.aliases } : null])),
    secrets: read.filter(({ source }) => source in held),
    deploy: {
      ...deploy,
      resources: toResources(deploy?.resources),
      restart_policy: { condition: restart === 'unless-stopped' ? 'any' : 'on-failure', delay: '2s' },
      update_config: { order: 'start-first', parallelism: 1, failure_action: 'rollback', monitor: '10s' },
      ...(isDnsrr && { endpoint_mode: 'dnsrr' }),
    },
  }
}

/** Gateways are found by name, and whoever is in the edge network may be the edge: it has no address of its own here. */
function toEnvironment(environment = {}) {
  const isHeld = ([, value]) => !value?.startsWith('/run/secrets/') || value.slice('/run/secrets/'.length) in held
  const { EDGE_NETWORK, TRUSTED_PROXIES, ...rest } = Object.fromEntries(Object.entries(environment).filter(isHeld))
  const trusted = TRUSTED_PROXIES && { TRUSTED_PROXIES: edge }
  return { ...rest, ...trusted, ...(EDGE_NETWORK && { EDGE_NETWORK, GATEWAY_DISCOVERY: 'by-name' }) }
}

function toResources({ limits: { cpus, memory, pids } = {} } = {}) {
  return { limits: { ...(cpus && { cpus: String(cpus) }), ...(memory && { memory: String(memory) }), ...(pids && { pids }) } }
}

function toNetwork(name, { internal }) {
  const isEdge = name === 'edge'
  return { driver: 'overlay', ...(internal && { internal }), ...(isEdge && { ipam: { config: [{ subnet: edge }] } }) }
}

function toNamed(group = {}) {
  return Object.fromEntries(Object.entries(group).map(([name, item]) => [name, omit(item, ['name'])]))
}

function omit(object, names) {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)))
}
