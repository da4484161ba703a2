import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Keys made from `PATCHBAY_SECRET`, one for each use. */
export interface Secret {
  /** A key of 256 bits for one use; the same each time. */
  derive(use: string): Buffer
  /** The same of this secret and of the one before, where there is one: to check what was signed earlier. */
  deriveAll(use: string): Buffer[]
  seal(text: string): Buffer
  /** @throws Error when it was sealed with another secret */
  open(sealed: Uint8Array): string
}

/** Seals and derives with `text`; opens what was sealed with `previous` too. */
export function createSecret(text: string, previous?: string): Secret {
  const texts = previous === undefined ? [text] : [text, previous]
  const derive = (use: string) => deriveFrom(text, use)
  return {
    derive,
    deriveAll: (use) => texts.map((each) => deriveFrom(each, use)),
    seal(plain) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', derive('seal'), nonce)
      const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
    },
    open(sealed) {
      try {
        return openWith(derive('seal'), sealed)
      } catch (error) {
        if (previous === undefined) throw error
        return openWith(deriveFrom(previous, 'seal'), sealed)
      }
    },
  }
}

function deriveFrom(text: string, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', text, '', `patchbay ${use}`, 32))
}

function openWith(key: Buffer, sealed: Uint8Array): string {
  const bytes = Buffer.from(sealed)
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
}

/** The secret of the settings; embedded without one, the secret that is kept in the data folder, made at the first start. */
export function loadSecret(options: { secret: string | undefined; previousSecret: string | undefined; dataFolder: string }): Secret {
  return createSecret(options.secret ?? readOrMake(options.dataFolder), options.previousSecret)
}

function readOrMake(folder: string): string {
  const file = join(folder, 'secret')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  try {
    writeFileSync(file, `${randomBytes(48).toString('base64')}\n`, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  chmodSync(file, 0o600)
  return readFileSync(file, 'utf8').trim()
}
