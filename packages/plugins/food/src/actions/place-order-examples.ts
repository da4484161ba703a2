const ada = { name: 'Ada Lovelace', phone: '+49 30 1234567' }
const grace = { name: 'Grace Hopper', phone: '+1 212 555 0134' }
const notice = 'Simulated: no restaurant cooks this and nothing is charged.'

/** What people say to order, and one answer. */
export const placeOrderExamples = [
  {
    say: 'yes, order that to Weserstraße 50, Ada, +49 30 1234567',
    input: { quoteId: 'q_Zk3mJt1xQ0uP8sVb2LwYcA', contact: ada, address: { street: 'Weserstraße 50', postcode: '12047' } },
  },
  {
    say: 'go ahead with the pizza if it is still 17.71 dollars',
    input: {
      quoteId: 'q_8sVb2LwYcAZk3mJt1xQ0uP',
      expectedTotal: 1771,
      contact: grace,
      address: { street: '12 Perry Street, 3rd floor', postcode: '10014' },
    },
  },
  {
    say: 'order two chirashi to Ginza 7-2-9, ring twice',
    input: {
      quoteId: 'q_tt1xQ0uP8sVb2LwYcAZk3m',
      contact: { name: 'Yuki Sato', phone: '+81 3-1234-5678' },
      address: { street: 'Ginza 7-2-9', postcode: '104-0061' },
      note: 'Ring twice',
    },
  },
  {
    say: 'get me the couscous royal, 25.50 euros is fine',
    input: {
      restaurantId: 'atlas-de-montmartre',
      items: [{ dishId: 'couscous-royal' }],
      expectedTotal: 2550,
      contact: { name: 'Marie Curie', phone: '+33 1 23 45 67 89' },
      address: { street: '3 rue Lepic', postcode: '75018' },
    },
  },
  {
    say: 'order the jollof for Friday at eight to 20 Bellenden Road',
    input: {
      restaurantId: 'peckham-jollof-kitchen',
      items: [{ dishId: 'jollof-rice', quantity: 2, options: ['hot'] }],
      deliverAt: '2027-03-05T20:00',
      expectedTotal: 1982,
      contact: { name: 'Alan Turing', phone: '+44 20 7946 0018' },
      address: { street: '20 Bellenden Road', postcode: 'SE15 5EB' },
    },
  },
  {
    say: 'please send a margherita to Weserstraße 50, I agree to 16.70 euros',
    input: {
      quoteId: 'q_P8sVb2LwYcAZk3mJt1xQ0u',
      expectedTotal: 1670,
      contact: ada,
      address: { street: 'Weserstraße 50', postcode: '12047' },
      note: 'No basil',
    },
    output: {
      id: '5b0c9f9e-5a0f-4f43-9a3e-0d5c3f2b8a11',
      state: 'accepted' as const,
      restaurantId: 'vesuvio-reuterkiez',
      restaurantName: 'Vesuvio Reuterkiez',
      currency: 'EUR',
      lines: [
        {
          dishId: 'margherita',
          name: 'Margherita',
          quantity: 1,
          options: ['36 cm'],
          diets: ['vegetarian' as const, 'nut-free' as const],
          unitPrice: { amount: 1400, text: '€14.00' },
          total: { amount: 1400, text: '€14.00' },
        },
      ],
      itemsTotal: { amount: 1400, text: '€14.00' },
      deliveryFee: { amount: 200, text: '€2.00' },
      serviceFee: { amount: 70, text: '€0.70' },
      tax: { amount: 0, text: '€0.00' },
      tip: { amount: 0, text: '€0.00' },
      total: { amount: 1670, text: '€16.70' },
      placedAt: '2027-03-05T19:00:00+01:00',
      arrivesAt: '2027-03-05T19:26:00+01:00',
      cancellableUntil: '2027-03-05T19:03:00+01:00',
      timeline: [
        { state: 'accepted' as const, at: '2027-03-05T19:00:00+01:00' },
        { state: 'preparing' as const, at: '2027-03-05T19:03:00+01:00' },
        { state: 'on_the_way' as const, at: '2027-03-05T19:18:00+01:00' },
        { state: 'delivered' as const, at: '2027-03-05T19:26:00+01:00' },
      ],
      address: { street: 'Weserstraße 50', postcode: '12047', area: 'Reuterkiez, Neukölln, Berlin' },
      contact: ada,
      note: 'No basil',
      trackingUrl: 'https://food.example.com/t/Zk3mJt1xQ0uP8sVb2LwYcA9d',
      notice,
    },
  },
]
