import type { CityData } from '../catalog/city-data.ts'

/** Simulated: the districts, postcodes and coordinates are real, the restaurants are invented. */
export const london: CityData = {
  id: 'london',
  name: 'London',
  aliases: ['Londres', 'Londra', 'LDN'],
  country: 'GB',
  subdivisions: ['GB-LND', 'GB-ENG'],
  currency: 'GBP',
  timeZone: 'Europe/London',
  postcode: /^([A-Z]{1,2}\d[A-Z\d]?)(?: ?\d[A-Z]{2})?$/,
  taxRate: 0,
  serviceFee: { percent: 6, most: 299 },
  areas: `
    E1 | Whitechapel | 51.5170 -0.0630
    E2 | Bethnal Green | 51.5290 -0.0620
    E8 | Hackney | 51.5430 -0.0650
    EC1V | Clerkenwell | 51.5270 -0.0990
    EC2A | Shoreditch | 51.5230 -0.0840
    N1 | Islington | 51.5380 -0.0990
    NW1 | Camden | 51.5340 -0.1430
    SE1 | Southwark | 51.5010 -0.0920
    SE15 | Peckham | 51.4710 -0.0640
    SW9 | Brixton | 51.4680 -0.1150
    W1D | Soho | 51.5130 -0.1310
    W1F | Carnaby, Soho | 51.5130 -0.1370
    W2 | Paddington | 51.5150 -0.1800
    W11 | Notting Hill | 51.5130 -0.2040
    WC2H | Chinatown | 51.5125 -0.1290`,
  options: {
    heat: 'choose 1: Mild, Medium, Hot, Very hot',
    curryWith: 'choose 1: Pilau rice, Naan +100 (not vegan, not gluten-free), Chapati +50 (not gluten-free)',
    fish: 'choose 1: Cod, Haddock +100, Gluten-free batter +150',
    chipShopExtras: 'up to 3: Mushy peas +250, Curry sauce +200, Pickled egg +150 (not vegan), Tartare sauce +120 (not vegan)',
    jollofWith: 'up to 2: Fried plantain +350, Boiled egg +150 (not vegan), Extra chicken +450 (not vegan, not vegetarian)',
    dimSum: 'up to 2: Chilli oil +80, Black vinegar +50, Peanut sauce +100 (not nut-free)',
    pizzaBase: 'choose 1: Sourdough, Gluten-free base +200',
    pizzaExtras: 'up to 3: Anchovies +200 (not vegan, not vegetarian), Burrata +350 (not vegan), Hot honey +150 (not vegan)',
    mezzeExtras: 'up to 3: Extra pitta +150 (not gluten-free), Toum +120, Pickles +150, Halloumi +350 (not vegan)',
    noodles: 'choose 1: Thin wheat noodles (not gluten-free), Thick udon (not gluten-free), Rice noodles',
    noodleExtras: 'up to 3: Soft egg +150 (not vegan), Bamboo +120, Chashu +300 (not vegan, not vegetarian, not halal)',
  },
  restaurants: [
    {
      id: 'brick-lane-dhaba',
      name: 'Brick Lane Dhaba',
      cuisines: ['indian', 'bangladeshi'],
      rating: 4.4,
      reviews: 1540,
      priceLevel: 2,
      street: '118 Hanbury Street',
      postcode: 'E1 5JL',
      at: [51.5199, -0.0668],
      hours: 'Mo-Th 12:00-23:00; Fr,Sa 12:00-01:00; Su 12:00-22:30',
      delivery: { radius: 4, minimum: 1500, fee: 199, perKm: 50, freeFrom: 4000 },
      preparation: 25,
      every: 'halal',
      menu: `
        # Curries
        Butter chicken | 1250 | gluten-free, nuts | Tandoor chicken, tomato, cashew, cream | heat, curryWith
        Lamb rezala | 1390 | gluten-free | Bengali lamb with yoghurt, green chilli, kewra | heat, curryWith
        Chana masala | 950 | vegan, gluten-free | Chickpeas, tomato, ginger, dried mango | heat, curryWith
        Saag paneer | 1050 | vegetarian, gluten-free | Spinach, fresh cheese, fenugreek | heat, curryWith
        King prawn bhuna | 1490 | gluten-free | Prawns, thick onion masala | heat, curryWith
        # Starters
        Onion bhaji | 550 | vegan, gluten-free | Four, with tamarind
        Vegetable samosa | 495 | vegan | Two, potato and pea
        Lamb seekh kebab | 650 | gluten-free | From the tandoor, mint chutney
        # Sweet
        Gulab jamun | 450 | vegetarian, nuts | Milk dumplings, cardamom syrup, pistachio`,
    },
    {
      id: 'the-copper-fryer',
      name: 'The Copper Fryer',
      cuisines: ['british', 'fish and chips'],
      rating: 4.3,
      reviews: 902,
      priceLevel: 2,
      street: '41 Tooley Street',
      postcode: 'SE1 2QN',
      at: [51.5052, -0.0838],
      hours: 'Mo-Sa 11:30-22:00; Su 12:00-20:30',
      delivery: { radius: 3, minimum: 1200, fee: 249, perKm: 60 },
      preparation: 15,
      menu: `
        # From the fryer
        Fish and chips | 1450 | | Line-caught fish in ale batter, chips | fish, chipShopExtras
        Small fish and chips | 1050 | | For smaller hunger | fish, chipShopExtras
        Scampi and chips | 1350 | | Wholetail scampi, lemon | chipShopExtras
        Banana blossom and chips | 1290 | vegan | Banana blossom in nori batter | chipShopExtras
        Halloumi and chips | 1250 | vegetarian | Battered halloumi, pickled onion | chipShopExtras
        Chips | 450 | vegan, gluten-free | Maris Piper, fried twice
        # Pies and puddings
        Steak and ale pie | 1390 | | Shortcrust, mash, gravy
        Mushroom and leek pie | 1190 | vegan | Shortcrust, mash, onion gravy
        Sticky toffee pudding | 650 | vegetarian | Dates, toffee sauce, custard`,
    },
    {
      id: 'peckham-jollof-kitchen',
      name: 'Peckham Jollof Kitchen',
      cuisines: ['nigerian', 'west african'],
      rating: 4.7,
      reviews: 765,
      priceLevel: 2,
      street: '92 Rye Lane',
      postcode: 'SE15 4RZ',
      at: [51.4702, -0.0692],
      hours: 'Tu-Th 12:00-22:00; Fr,Sa 12:00-02:00; Su 13:00-21:00',
      delivery: { radius: 4.5, minimum: 1400, fee: 180, perKm: 40, freeFrom: 4500 },
      preparation: 22,
      every: 'halal',
      menu: `
        # Rice
        Jollof rice with chicken | 1250 | gluten-free | Smoky tomato rice, grilled chicken leg | heat, jollofWith
        Jollof rice | 850 | vegan, gluten-free | Smoky tomato rice, steamed greens | heat, jollofWith
        Ofada rice and ayamase | 1290 | gluten-free | Brown rice, green pepper stew with beef | heat
        # Stews and swallow
        Egusi with pounded yam | 1390 | gluten-free | Melon seed stew with beef and spinach | heat
        Efo riro | 1150 | vegan, gluten-free | Spinach and pepper stew, yam | heat, jollofWith
        Pepper soup with goat | 1290 | gluten-free | Clear, hot, with scent leaf
        # Grill and small chops
        Beef suya | 950 | gluten-free, nuts | Skewers in peanut and chilli spice | heat
        Moi moi | 550 | vegan, gluten-free | Steamed bean pudding with pepper
        Puff puff | 400 | vegan | Six, dusted with sugar`,
    },
    {
      id: 'golden-lantern',
      name: 'Golden Lantern',
      cuisines: ['chinese', 'cantonese', 'dim sum'],
      rating: 4.2,
      reviews: 1987,
      priceLevel: 2,
      street: '27 Lisle Street',
      postcode: 'WC2H 7BA',
      at: [51.5116, -0.1305],
      hours: 'Mo-Th 11:30-23:30; Fr,Sa 11:30-00:30; Su 11:00-22:30',
      delivery: { radius: 3, minimum: 1800, fee: 199, perKm: 60, freeFrom: 5000 },
      preparation: 20,
      menu: `
        # Dim sum
        Har gow | 690 | | Four prawn dumplings in clear skins | dimSum
        Siu mai | 650 | | Four, pork and prawn | dimSum
        Char siu bao | 590 | | Three fluffy buns with barbecued pork | dimSum
        Mushroom and chive dumplings | 620 | vegan | Four, steamed | dimSum
        Cheung fun with tofu | 690 | vegan | Rice rolls, crisp beancurd, sweet soy | dimSum
        # From the kitchen
        Roast duck on rice | 1390 | | Cantonese roast duck, plum sauce
        Mapo tofu | 1150 | vegan | Soft tofu, fermented beans, Sichuan pepper | heat
        Kung pao chicken | 1290 | nuts | Chicken, peanuts, dried chilli | heat
        Choi sum with garlic | 890 | vegan, gluten-free | Wok-fried greens`,
    },
    {
      id: 'crumb-and-ember',
      name: 'Crumb & Ember',
      cuisines: ['pizza', 'italian'],
      rating: 4.6,
      reviews: 1120,
      priceLevel: 2,
      street: '203 Upper Street',
      postcode: 'N1 1RQ',
      at: [51.5431, -0.103],
      hours: 'Mo-We 17:00-22:30; Th-Sa 12:00-23:30; Su 12:00-22:00',
      delivery: { areas: 'N1 EC1V NW1 E8 E2', minimum: 1200, fee: 220, freeFrom: 4000 },
      preparation: 15,
      menu: `
        # Sourdough pizza
        Margherita | 990 | vegetarian | Tomato, fior di latte, basil | pizzaBase, pizzaExtras
        Marinara | 850 | vegan | Tomato, garlic, oregano, olives | pizzaBase, pizzaExtras
        Nduja and honey | 1290 | | Spreadable Calabrian sausage, mozzarella, honey | pizzaBase
        Wild mushroom | 1250 | vegetarian | Mushrooms, taleggio, thyme, truffle oil | pizzaBase, pizzaExtras
        Vegan pepperoni | 1190 | vegan | Pea-protein pepperoni, oat mozzarella | pizzaBase, pizzaExtras
        Walnut pesto and courgette | 1190 | vegetarian, nuts | Walnut pesto, courgette, ricotta | pizzaBase, pizzaExtras
        # Sides
        Garlic bread | 550 | vegan | Sourdough, garlic oil, parsley
        Rocket salad | 650 | vegetarian, gluten-free | Rocket, pear, pecorino
        Affogato | 495 | vegetarian, gluten-free | Vanilla ice cream, espresso`,
    },
    {
      id: 'cedar-and-sumac',
      name: 'Cedar & Sumac',
      cuisines: ['lebanese', 'middle eastern'],
      rating: 4.5,
      reviews: 834,
      priceLevel: 3,
      street: '58 Westbourne Grove',
      postcode: 'W2 5SH',
      at: [51.5148, -0.1915],
      hours: 'Mo-Th 12:00-23:00; Fr,Sa 12:00-24:00; Su 12:00-22:00',
      delivery: { radius: 3.5, minimum: 2000, fee: 250, perKm: 50, freeFrom: 6000 },
      preparation: 22,
      every: 'halal',
      menu: `
        # Mezze
        Hummus Beiruti | 690 | vegan, gluten-free | Parsley, garlic, chilli | mezzeExtras
        Baba ghanoush | 750 | vegan, gluten-free | Smoked aubergine, tahini, pomegranate | mezzeExtras
        Fattoush | 850 | vegan | Tomato, radish, sumac, crisp bread
        Batata harra | 690 | vegan, gluten-free | Potatoes, coriander, chilli | heat
        Kibbeh | 890 | nuts | Four, bulgur shells with lamb and pine nuts
        # Grill
        Mixed grill | 1950 | | Lamb kafta, shish taouk, lamb cubes, rice | mezzeExtras
        Shish taouk | 1590 | gluten-free | Chicken skewers, garlic sauce, rice | mezzeExtras
        Aubergine fatteh | 1290 | vegetarian, nuts | Aubergine, chickpeas, yoghurt, toasted almonds
        # Sweet
        Knafeh | 750 | vegetarian, nuts | Warm cheese pastry, orange blossom, pistachio`,
    },
    {
      id: 'owl-street-noodles',
      name: 'Owl Street Noodles',
      cuisines: ['japanese', 'ramen', 'noodles'],
      rating: 4.3,
      reviews: 1408,
      priceLevel: 2,
      street: '19 Old Compton Street',
      postcode: 'W1D 5JH',
      at: [51.5133, -0.1302],
      hours: 'Mo-We 17:00-01:00; Th-Sa 17:00-04:00; Su 17:00-24:00',
      delivery: { radius: 3.5, minimum: 1300, fee: 230, perKm: 50, freeFrom: 4500 },
      preparation: 14,
      menu: `
        # Ramen
        Tonkotsu ramen | 1390 | | Pork bone broth, chashu, soft egg | noodleExtras
        Miso ramen | 1290 | vegan | Roasted miso broth, corn, tofu, greens | noodles, noodleExtras
        Chicken shio ramen | 1290 | | Clear chicken broth, yuzu, spring onion | noodles, noodleExtras
        Tantanmen | 1350 | nuts | Sesame and peanut broth, minced pork, chilli oil | heat, noodleExtras
        # Small plates
        Chicken karaage | 750 | | Fried thigh, lemon, mayo
        Vegetable gyoza | 650 | vegan | Five, cabbage and shiitake
        Pork gyoza | 690 | | Five, with chilli vinegar
        Edamame | 450 | vegan, gluten-free | Sea salt or chilli | heat
        # Sweet
        Matcha ice cream | 495 | vegetarian, gluten-free | Two scoops`,
    },
  ],
}
