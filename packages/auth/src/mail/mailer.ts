import { createTransport } from 'nodemailer'

export interface Mail {
  to: string
  subject: string
  /** Plain text. */
  text: string
}

/** Sends mail to people. */
export interface Mailer {
  /** @throws Error when the server does not take it */
  send(mail: Mail): Promise<void>
  close(): void
}

export interface MailerOptions {
  /** `smtp://user:password@host:587` or `smtps://…` */
  url: string
  /** `Patchbay <no-reply@example.com>` */
  from: string
}

/** Over SMTP. A server that hangs is given up after ten seconds. */
export function createMailer({ url, from }: MailerOptions): Mailer {
  const patience = 10_000
  const transport = createTransport(url, {
    from,
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
  } as object)
  return {
    async send(mail) {
      await transport.sendMail({ from, ...mail, disableFileAccess: true, disableUrlAccess: true })
    },
    close: () => transport.close(),
  }
}
