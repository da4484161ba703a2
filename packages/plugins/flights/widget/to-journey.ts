import { element } from '@patchbay/plugin-kit/widget'
import type { Journey } from './answer.ts'

/** One way: when and where from, how long, when and where to. Times are local to each airport, as their text has them. */
export function toJourney({ from, to, departs, arrives, minutes, stops, legs }: Journey): HTMLElement {
  const airlines = [...new Set(legs.map(({ airline }) => airline))].join(', ')
  const flights = legs.map(({ flight }) => flight).join(', ')
  return element('div', { className: 'journey' }, [
    element('div', {}, [toTime(departs), toQuiet(from)]),
    element('div', { className: 'way' }, [toQuiet(toDuration(minutes)), element('div', { className: 'line' }), toQuiet(toStops(stops))]),
    element('div', { className: 'arrival' }, [toTime(arrives, toDays(departs, arrives)), toQuiet(to)]),
    element('div', { className: 'airline small quiet', textContent: `${toDate(departs)} · ${airlines} · ${flights}` }),
  ])
}

/** `Fri, 14 May 2027` */
export function toDate(text: string): string {
  const format = new Intl.DateTimeFormat(document.documentElement.lang || 'en', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  })
  return format.format(new Date(`${text.slice(0, 10)}T00:00:00Z`))
}

function toTime(text: string, days = 0): HTMLElement {
  const later = days > 0 && element('sup', { textContent: `+${days}`, title: `${days} day${days > 1 ? 's' : ''} later` })
  return element('div', { className: 'time' }, [text.slice(11, 16), later])
}

function toQuiet(text: string): HTMLElement {
  return element('div', { className: 'small quiet', textContent: text })
}

function toDuration(minutes: number): string {
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`
}

function toStops(stops: number): string {
  if (stops === 0) return 'non-stop'
  return stops === 1 ? '1 stop' : `${stops} stops`
}

/** Days between the two dates on the calendar. */
function toDays(departs: string, arrives: string): number {
  return Math.round((Date.parse(arrives.slice(0, 10)) - Date.parse(departs.slice(0, 10))) / 86_400_000)
}
