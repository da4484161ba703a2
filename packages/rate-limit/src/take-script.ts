import { createHash } from 'node:crypto'
import { slots } from './slot-window.ts'

/**
 * Takes one request from each of several quotas, or from none.
 *
 * KEYS  one for each quota: a hash of slot number → requests counted in it
 * ARGV  for each quota: requests, seconds
 * Gives [1 if taken else 0, then for each quota: requests left, whole seconds until more is free (0 when nothing counts)]
 */
const text = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local slots = ${slots}
local allowed = 1
local quotas = {}
for index, key in ipairs(KEYS) do
  local requests = tonumber(ARGV[2 * index - 1])
  local width = tonumber(ARGV[2 * index]) * 1000 / slots
  local current = math.floor(now / width)
  local total, oldest, stale = 0, nil, {}
  local fields = redis.call('HGETALL', key)
  for position = 1, #fields, 2 do
    local slot = tonumber(fields[position])
    if slot < current - slots then
      stale[#stale + 1] = fields[position]
    else
      total = total + tonumber(fields[position + 1])
      if not oldest or slot < oldest then oldest = slot end
    end
  end
  if #stale > 0 then redis.call('HDEL', key, unpack(stale)) end
  if total >= requests then allowed = 0 end
  quotas[index] = { key = key, requests = requests, width = width, current = current, total = total, oldest = oldest }
end
local answer = { allowed }
for _, quota in ipairs(quotas) do
  if allowed == 1 then
    redis.call('HINCRBY', quota.key, string.format('%d', quota.current), 1)
    redis.call('PEXPIRE', quota.key, math.ceil(quota.width * (slots + 1)))
    quota.total = quota.total + 1
    quota.oldest = quota.oldest or quota.current
  end
  local reset = 0
  if quota.oldest then reset = math.max(1, math.ceil(((quota.oldest + slots + 1) * quota.width - now) / 1000)) end
  answer[#answer + 1] = math.max(0, quota.requests - quota.total)
  answer[#answer + 1] = reset
end
return answer
`

export const takeScript = { text, sha: createHash('sha1').update(text).digest('hex') }
