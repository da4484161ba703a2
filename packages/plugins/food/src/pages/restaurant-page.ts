import { definePage, html, type PageContext } from '@patchbay/plugin-kit'
import { z } from 'zod'
import { notice } from '../answers/order-answer.ts'
import { toSections } from '../answers/restaurant-answer.ts'
import type { Dish, Restaurant } from '../catalog/catalog.ts'
import type { Food } from '../food.ts'
import { toMoney, type Currency } from '../money.ts'
import { toDeliveryArea } from '../ordering/delivery-terms.ts'
import { isOpen } from '../time/opening-hours.ts'

interface RestaurantView {
  restaurant: Restaurant
  open: boolean
}

/** The public page of a restaurant with its menu. */
export const restaurantPage = definePage({
  route: 'GET /r/{id}',
  params: z.object({ id: z.string().max(80) }),
  load({ id }, { catalog, clock }: PageContext & Food): RestaurantView | undefined {
    const restaurant = catalog.restaurantById.get(id)
    return restaurant && { restaurant, open: isOpen(restaurant.hours, restaurant.city.timeZone, clock()) }
  },
  openGraph({ restaurant: { name, cuisines, area, city, rating, dishes } }, { origin }) {
    const some = dishes.slice(0, 3).map((dish) => dish.name)
    return {
      title: `${name}, ${city.name}`,
      description: `${cuisines.join(', ')} in ${area.name}. ★ ${rating.toFixed(1)}. ${some.join(', ')} and more. Simulated restaurant.`,
      image: `${origin}/logo.png`,
    }
  },
  render: ({ restaurant, open }) => html`
    <h1>${restaurant.name}</h1>
    <p>
      ★ ${restaurant.rating.toFixed(1)} (${restaurant.reviews}) · ${restaurant.cuisines.join(', ')} · ${open ? 'Open now' : 'Closed now'}
    </p>
    <p>${restaurant.street}, ${restaurant.postcode} ${restaurant.city.name} (${restaurant.area.name})</p>
    <p>Hours: ${restaurant.hoursText}</p>
    <p>Delivers ${toDeliveryArea(restaurant)} from ${text(restaurant.delivery.minimum, restaurant.city.currency)} on.</p>
    ${toSections(restaurant.dishes).map(
      ({ section, dishes }) =>
        html`<h2>${section}</h2>
          <ul>
            ${dishes.map((dish) => toItem(dish, restaurant.city.currency))}
          </ul>`,
    )}
    <p>${notice}</p>
  `,
})

function toItem(dish: Dish, currency: Currency) {
  const marks = dish.diets.includes('nut-free') ? dish.diets.filter((diet) => diet !== 'nut-free') : [...dish.diets, 'contains nuts']
  return html`<li>
    <strong>${dish.name}</strong>
    ${text(dish.price, currency)}<br />${dish.description}${marks.length > 0 && html`<br /><small>${marks.join(', ')}</small>`}
  </li>`
}

function text(amount: number, currency: Currency): string {
  return toMoney(amount, currency).text
}
