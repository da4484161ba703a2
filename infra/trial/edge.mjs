import https from 'node:https'

const agent = new https.Agent({ keepAlive: true, maxSockets: 16, rejectUnauthorized: false })

/**
 * One request to a host of the stack through its edge on this machine. `status` is the name of the error where no answer came.
 * `json` is what the answer holds; undefined where that is no JSON.
 */
export function ask({ port, host, method = 'GET', path, key, body, headers = {} }) {
  const isForm = body instanceof URLSearchParams
  const text = body === undefined ? undefined : isForm ? body.toString() : JSON.stringify(body)
  const sent = {
    host: `${host}:${port}`,
    ...(key && { authorization: `Bearer ${key}` }),
    ...(text && {
      'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
      'content-length': Buffer.byteLength(text),
    }),
    ...headers,
  }
  return new Promise((resolve) => {
    const options = { agent, host: '127.0.0.1', port, servername: host, method, path, headers: sent }
    const fail = (error) => resolve({ status: error.code, text: error.message })
    const request = https.request(options, (response) => void readBody(response).then(resolve, fail))
    request.on('error', fail)
    request.end(text)
  })
}

async function readBody(response) {
  const chunks = []
  for await (const chunk of response) chunks.push(chunk)
  return { status: response.statusCode, ...toBody(Buffer.concat(chunks).toString()) }
}

function toBody(text) {
  try {
    return { text, json: JSON.parse(text) }
  } catch {
    return { text }
  }
}
