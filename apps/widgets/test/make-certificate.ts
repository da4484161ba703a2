import { execFileSync } from 'node:child_process'

/** A certificate that nobody vouches for, for a day; undefined where openssl is not installed. */
export function makeCertificate(): { key: string; cert: string } | undefined {
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1']
  const options = ['-nodes', '-days', '1', '-subj', '/CN=localhost', '-keyout', '-', '-out', '-']
  try {
    const text = execFileSync('openssl', ['req', '-x509', ...curve, ...options], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    const find = (what: string) => new RegExp(`-----BEGIN ${what}-----[^]+?-----END ${what}-----`).exec(text)![0]
    return { key: find('PRIVATE KEY'), cert: find('CERTIFICATE') }
  } catch {
    return undefined
  }
}
