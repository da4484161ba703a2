import { createHash } from 'node:crypto'
import { slots } from './slot-window.ts'

/**
 * Takes one request from each of several quotas, or from none; a refused request writes nothing.
 *
 * KEYS  one for each quota: newest slot, oldest counted slot and total as three doubles, then a ring of 32-bit counts,
 *       as in `SlotWindow`. A key expires when its newest slot has left the window
 * ARGV  for each quota: requests, seconds
 * Gives [1 if taken else 0, then for each quota: requests left, whole seconds until more is free (0 when nothing counts)]
 *
 * Time is that of Redis. Where it steps back the newest slot goes on counting; by more than a window, the key starts anew.
 */
const text = `
local slots, size = ${slots}, ${slots + 1}
local empty = string.rep('\\0', 4 * size)
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function count(ring, slot)
  return (struct.unpack('<I4', ring, slot % size * 4 + 1))
end

local function write(ring, slot, value)
  local before = slot % size * 4
  return ring:sub(1, before) .. struct.pack('<I4', value) .. ring:sub(before + 5)
end

local function read(packed, requests, width)
  local slot = math.floor(now / width)
  local quota = { requests = requests, width = width, slot = slot, oldest = slot, total = 0, ring = empty }
  if not packed then return quota end
  local newest, oldest, total = struct.unpack('<ddd', packed)
  if newest > slot + slots or newest < slot - slots then return quota end
  local ring = packed:sub(25)
  quota.slot = math.max(slot, newest)
  while total > 0 and (oldest < quota.slot - slots or count(ring, oldest) == 0) do
    total = total - count(ring, oldest)
    oldest = oldest + 1
  end
  for passed = newest + 1, quota.slot do ring = write(ring, passed, 0) end
  quota.oldest, quota.total, quota.ring = oldest, total, ring
  return quota
end

local function add(key, quota)
  local ring = write(quota.ring, quota.slot, count(quota.ring, quota.slot) + 1)
  if quota.total == 0 then quota.oldest = quota.slot end
  quota.total, quota.ring = quota.total + 1, ring
  local left = math.ceil((quota.slot + size) * quota.width - now)
  redis.call('SET', key, struct.pack('<ddd', quota.slot, quota.oldest, quota.total) .. ring, 'PX', left)
end

local function until_free(quota)
  if quota.total == 0 then return 0 end
  local last = quota.oldest
  local left = quota.total - count(quota.ring, last)
  while left >= quota.requests and left > 0 do
    last = last + 1
    left = left - count(quota.ring, last)
  end
  return math.max(1, math.ceil(((last + size) * quota.width - now) / 1000))
end

local allowed = 1
local quotas = {}
local packed = redis.call('MGET', unpack(KEYS))
for index = 1, #KEYS do
  local quota = read(packed[index], tonumber(ARGV[2 * index - 1]), tonumber(ARGV[2 * index]) * 1000 / slots)
  if quota.total >= quota.requests then allowed = 0 end
  quotas[index] = quota
end
local answer = { allowed }
for index, quota in ipairs(quotas) do
  if allowed == 1 then add(KEYS[index], quota) end
  answer[#answer + 1] = math.max(0, quota.requests - quota.total)
  answer[#answer + 1] = until_free(quota)
end
return answer
`

export const takeScript = { text, sha: createHash('sha1').update(text).digest('hex') }
