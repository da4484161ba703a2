const journey = {
  from: 'CDG',
  to: 'JFK',
  departs: '2027-05-14T13:40:00+02:00',
  arrives: '2027-05-14T15:20:00-04:00',
  minutes: 460,
  stops: 0,
  legs: [
    {
      flight: 'AF 6761',
      airline: 'Air France',
      from: 'CDG',
      to: 'JFK',
      departs: '2027-05-14T13:40:00+02:00',
      arrives: '2027-05-14T15:20:00-04:00',
      aircraft: 'Airbus A330-900',
      cabin: 'economy' as const,
    },
  ],
}

/** An answer as searchFlights gives it, for one offer. */
export const searchOutput = {
  from: { code: 'PAR', name: 'Paris, France (PAR)', airports: ['CDG', 'ORY', 'BVA'] },
  to: { code: 'NYC', name: 'New York, United States (NYC)', airports: ['JFK', 'EWR', 'LGA'] },
  offers: [
    {
      id: 'Y1-AF6761CDGJFK270514',
      url: 'https://flights.example.com/o/Y1-AF6761CDGJFK270514',
      price: { amount: 48900, currency: 'EUR', text: '€489.00' },
      passengers: 1,
      cabin: 'economy' as const,
      seatsLeft: 9,
      outbound: journey,
    },
  ],
  notes: [],
  simulated: true,
}
