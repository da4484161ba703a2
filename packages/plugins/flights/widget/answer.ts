/** What the widget reads of the answer of searchFlights. */
export interface Answer {
  from: { name: string }
  to: { name: string }
  offers: readonly Offer[]
  notes: readonly string[]
  simulated: boolean
}

export interface Offer {
  id: string
  url: string
  price: { text: string }
  passengers: number
  cabin: string
  seatsLeft?: number
  outbound: Journey
  inbound?: Journey
}

export interface Journey {
  from: string
  to: string
  departs: string
  arrives: string
  minutes: number
  stops: number
  legs: readonly { flight: string; airline: string }[]
}

export function isAnswer(value: unknown): value is Answer {
  return Array.isArray((value as Partial<Answer> | undefined)?.offers)
}
