import { connect, element, render, type Host } from '@patchbay/plugin-kit/widget'
import { isAnswer, type Answer, type Offer } from './answer.ts'
import { toDate, toJourney } from './to-journey.ts'

void connect({ name: 'flights-offers', isAnswer, show })

function show({ from, to, offers, notes, simulated }: Answer, host: Host): void {
  render(
    element('section', { className: 'offers' }, [
      element('h1', { textContent: `${from.name} → ${to.name}` }),
      ...notes.map((note) => element('p', { className: 'small quiet', textContent: note })),
      ...offers.map((offer) => toCard(offer, host)),
      simulated && element('p', { className: 'small quiet', textContent: 'Flights and prices are simulated.' }),
    ]),
  )
}

function toCard(offer: Offer, host: Host): HTMLElement {
  const { outbound, inbound, price, passengers, cabin, seatsLeft = 9, url } = offer
  const seats = seatsLeft < 9 ? ` · ${seatsLeft} left` : ''
  const people = passengers === 1 ? '1 person' : `${passengers} people`
  const card = element('article', { className: 'offer' })
  card.append(
    element('div', { className: 'journeys' }, [toJourney(outbound), inbound && toJourney(inbound)]),
    element('div', { className: 'price' }, [
      element('span', { className: 'amount', textContent: price.text }),
      element('span', { className: 'small quiet' }, [
        `${people}, ${cabin}${seats} · `,
        element('a', { href: url, textContent: 'details' }),
      ]),
      host.canSay && toButton(card, offer, host),
    ]),
  )
  return card
}

/** Choosing is a sentence in the conversation; booking stays with the model, which asks. */
function toButton(card: HTMLElement, offer: Offer, host: Host): HTMLElement {
  const button = element('button', { type: 'button', textContent: 'Choose' })
  button.addEventListener('click', () => {
    for (const other of document.querySelectorAll('.offer')) other.classList.toggle('chosen', other === card)
    host.say(toSentence(offer)).then(
      () => (button.textContent = 'Chosen'),
      () => card.classList.remove('chosen'),
    )
  })
  return button
}

function toSentence({ id, outbound, inbound, price }: Offer): string {
  const flights = [outbound, inbound].flatMap((journey) => journey?.legs.map(({ flight }) => flight) ?? []).join(', ')
  return `I choose ${flights} on ${toDate(outbound.departs)} for ${price.text} (offer ${id}).`
}
