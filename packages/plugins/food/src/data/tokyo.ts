import type { CityData } from '../catalog/city-data.ts'

/** Simulated: the districts, postcodes and coordinates are real, the restaurants are invented. */
export const tokyo: CityData = {
  id: 'tokyo',
  name: 'Tokyo',
  aliases: ['Tokio', 'Tōkyō', '東京'],
  country: 'JP',
  subdivisions: ['JP-13'],
  currency: 'JPY',
  timeZone: 'Asia/Tokyo',
  postcode: /^(\d{3})(?:-?\d{4})?$/,
  taxRate: 0,
  serviceFee: { percent: 10, most: 350 },
  areas: `
    100 | Marunouchi | 35.6812 139.7671
    101 | Akihabara | 35.6980 139.7700
    103 | Nihonbashi | 35.6840 139.7740
    104 | Ginza | 35.6717 139.7650
    105 | Shimbashi | 35.6660 139.7580
    106 | Roppongi | 35.6628 139.7315
    107 | Akasaka | 35.6730 139.7370
    110 | Ueno | 35.7138 139.7770
    111 | Asakusa | 35.7148 139.7967
    150 | Shibuya | 35.6580 139.7016
    151 | Yoyogi | 35.6830 139.7020
    153 | Nakameguro | 35.6440 139.6990
    154 | Sangenjaya | 35.6436 139.6700
    160 | Shinjuku | 35.6938 139.7034
    166 | Koenji | 35.7053 139.6497
    171 | Ikebukuro | 35.7295 139.7109`,
  options: {
    heat: 'choose 1: Mild, Medium, Hot',
    firmness: 'choose 1: Normal noodles, Firm noodles, Soft noodles',
    ramenExtras:
      'up to 3: Seasoned egg +130 (not vegan), Chashu +300 (not vegan, not vegetarian, not halal), Nori +100, Extra noodles +150',
    wasabi: 'choose 1: With wasabi, Without wasabi',
    riceSize: 'choose 1: Regular rice, Large rice +100, Small rice',
    curryExtras: 'up to 3: Cheese +150 (not vegan), Fried egg +100 (not vegan), Pork cutlet +350 (not vegan, not vegetarian, not halal)',
    sobaKind: 'choose 1: Cold, Hot',
    sobaExtras: 'up to 2: Grated yam +150, Prawn tempura +350 (not vegan, not vegetarian, not gluten-free), Raw egg +80 (not vegan)',
    bowlExtras: 'up to 2: Avocado +250, Almond tofu +200 (not nut-free), Pickled plum +100',
    grillSauce: 'choose 1: Salt and lemon, Sweet soy (not gluten-free), Garlic miso',
    okonomiExtras: 'up to 3: Cheese +150 (not vegan), Mochi +150, Squid +250 (not vegan, not vegetarian), Extra sauce',
  },
  restaurants: [
    {
      id: 'menya-kaminari',
      name: 'Menya Kaminari',
      cuisines: ['ramen', 'japanese'],
      rating: 4.5,
      reviews: 2431,
      priceLevel: 1,
      street: 'Kabukicho 1-12-7',
      postcode: '160-0021',
      at: [35.6952, 139.7022],
      hours: 'Mo-Th 11:00-04:00; Fr,Sa 11:00-06:00; Su 11:00-24:00',
      delivery: { radius: 4.5, minimum: 1200, fee: 250, perKm: 60, freeFrom: 4000 },
      preparation: 12,
      menu: `
        # Ramen
        Tonkotsu ramen | 1050 | | Pork bone broth, chashu, wood ear | firmness, ramenExtras
        Shoyu ramen | 980 | | Chicken and soy broth, bamboo, chashu | firmness, ramenExtras
        Spicy miso ramen | 1100 | | Miso, chilli, minced pork, corn | firmness, heat, ramenExtras
        Vegan tantanmen | 1150 | vegan, nuts | Sesame, peanut, soy mince, chilli oil | firmness, heat, ramenExtras
        Tsukemen | 1180 | | Thick noodles with fish and pork dip | firmness, ramenExtras
        # Sides
        Gyoza | 480 | | Six, pork and cabbage
        Karaage | 620 | | Five pieces, lemon
        Rice with pickles | 280 | vegan, gluten-free | Takana pickles
        # Sweet
        Almond jelly | 380 | vegetarian, gluten-free, nuts | With goji`,
    },
    {
      id: 'sushi-minato',
      name: 'Sushi Minato',
      cuisines: ['sushi', 'japanese', 'seafood'],
      rating: 4.8,
      reviews: 876,
      priceLevel: 4,
      street: 'Ginza 6-9-3',
      postcode: '104-0061',
      at: [35.6697, 139.7632],
      hours: 'Tu-Su 11:30-14:00 17:00-21:30',
      delivery: { areas: '104 100 103 105 107', minimum: 4000, fee: 500, freeFrom: 15000 },
      preparation: 30,
      menu: `
        # Sets
        Omakase nigiri | 6800 | | Twelve pieces chosen today | wasabi
        Minato nigiri | 3800 | | Nine pieces, miso soup | wasabi
        Chirashi | 3400 | | Fish of the day over sushi rice | wasabi
        Sashimi plate | 4200 | gluten-free | Six kinds | wasabi
        Vegetable nigiri | 2600 | vegan | Nine pieces: aubergine, shiitake, myoga | wasabi
        # Rolls and sides
        Negitoro roll | 1200 | | Tuna belly, spring onion | wasabi
        Cucumber roll | 600 | vegan | Sesame | wasabi
        Tamagoyaki | 700 | vegetarian | Sweet omelette
        Clam miso soup | 500 | | Asari clams, white miso`,
    },
    {
      id: 'kanda-curry-lab',
      name: 'Kanda Curry Lab',
      cuisines: ['curry', 'japanese'],
      rating: 4.4,
      reviews: 1529,
      priceLevel: 1,
      street: 'Sotokanda 3-5-12',
      postcode: '101-0021',
      at: [35.701, 139.7703],
      hours: 'Mo-Fr 11:00-22:00; Sa,Su 11:00-21:00',
      delivery: { radius: 3.5, minimum: 1000, fee: 200, perKm: 60, freeFrom: 3500 },
      preparation: 12,
      menu: `
        # Curry
        Pork cutlet curry | 1150 | | Crisp tonkatsu, dark curry | heat, riceSize
        Beef curry | 1080 | | Slow brisket | heat, riceSize, curryExtras
        Soup curry with chicken | 1280 | gluten-free | Sapporo style, vegetables | heat, riceSize
        Vegetable curry | 950 | vegan | Kabocha, okra, lotus root | heat, riceSize, curryExtras
        Keema curry | 1020 | halal | Halal chicken mince, spices | heat, riceSize
        Cashew paneer curry | 1180 | vegetarian, gluten-free, nuts | Fresh cheese, cashew sauce | heat, riceSize
        # Sides
        Cabbage salad | 320 | vegan, gluten-free | Sesame dressing
        Curry bread | 350 | | Fried, beef filling
        # Drinks
        Lassi | 380 | vegetarian, gluten-free | Sweet or salty`,
    },
    {
      id: 'kaze-soba',
      name: 'Kaze Soba',
      cuisines: ['soba', 'japanese', 'noodles'],
      rating: 4.6,
      reviews: 703,
      priceLevel: 2,
      street: 'Asakusa 2-21-4',
      postcode: '111-0032',
      at: [35.7166, 139.7945],
      hours: 'Mo,We-Su 11:30-15:00 17:30-20:30',
      delivery: { radius: 2.5, minimum: 1500, fee: 250, perKm: 80 },
      preparation: 15,
      menu: `
        # Soba
        Zaru soba | 980 | vegan | Stone-ground buckwheat, shiitake dip | sobaExtras
        Tempura soba | 1680 | | Prawn and vegetable tempura | sobaKind
        Duck soba | 1580 | | Duck breast, leek, hot dip | sobaKind, sobaExtras
        Pure buckwheat soba | 1280 | vegan, gluten-free | Ten parts buckwheat, tamari and kombu dip | sobaExtras
        Walnut dip soba | 1250 | vegan, nuts | Cold soba, walnut dip | sobaExtras
        Kitsune soba | 1080 | | Sweet fried tofu, bonito broth | sobaKind, sobaExtras
        # Sides
        Vegetable tempura | 1100 | vegan | Seven kinds, salt
        Dashi omelette | 780 | | With grated radish
        # Sweet
        Soba tea pudding | 520 | vegetarian, gluten-free | Roasted buckwheat`,
    },
    {
      id: 'midori-table',
      name: 'Midori Table',
      cuisines: ['vegan', 'japanese', 'bowls'],
      rating: 4.3,
      reviews: 588,
      priceLevel: 2,
      street: 'Jinnan 1-14-8',
      postcode: '150-0041',
      at: [35.6645, 139.6995],
      hours: 'Mo-Th 11:30-21:00; Fr,Sa 11:30-22:30; Su 11:30-20:00',
      delivery: { radius: 4, minimum: 1200, fee: 200, perKm: 50, freeFrom: 4000 },
      preparation: 14,
      menu: `
        # Bowls
        Soy karaage bowl | 1280 | vegan | Soy meat, ginger, brown rice | riceSize, bowlExtras
        Avocado poke bowl | 1380 | vegan, gluten-free | Avocado, konjac tuna, tamari | riceSize, bowlExtras
        Miso aubergine bowl | 1180 | vegan, gluten-free | Grilled aubergine, rice miso | riceSize, bowlExtras
        Peanut tofu bowl | 1250 | vegan, gluten-free, nuts | Peanut sauce, tofu, greens | riceSize, heat
        # Noodles and sandwiches
        Vegan miso ramen | 1200 | vegan | Oat and miso broth, soy mince | heat
        Tempeh katsu sandwich | 980 | vegan | Milk-free bread, cabbage
        # Sides and sweets
        Seaweed salad | 480 | vegan, gluten-free | Wakame, sesame
        Brown rice onigiri | 320 | vegan, gluten-free | Two, plum and kombu
        Matcha tiramisu | 680 | vegan | Tofu cream, matcha`,
    },
    {
      id: 'sumida-halal-yakiniku',
      name: 'Sumida Halal Yakiniku',
      cuisines: ['yakiniku', 'japanese', 'grill'],
      rating: 4.7,
      reviews: 1012,
      priceLevel: 3,
      street: 'Kaminarimon 1-8-2',
      postcode: '111-0034',
      at: [35.7101, 139.7952],
      hours: 'Mo-Fr 17:00-23:00; Sa,Su 11:30-14:30 17:00-24:00',
      delivery: { radius: 4, minimum: 2500, fee: 350, perKm: 60, freeFrom: 8000 },
      preparation: 22,
      every: 'halal',
      menu: `
        # Grilled boxes
        Wagyu karubi box | 2980 | gluten-free | Short rib, rice, pickles | grillSauce, riceSize
        Wagyu sirloin box | 4200 | gluten-free | 150 g, rice, pickles | grillSauce, riceSize
        Chicken thigh box | 1480 | gluten-free | Charcoal-grilled, rice | grillSauce, riceSize
        Grilled vegetable box | 1380 | vegan, gluten-free | Aubergine, pumpkin, mushrooms, rice | grillSauce, riceSize
        Wagyu beef bowl | 1680 | | Thin beef, onion, soy | riceSize
        # Noodles and sides
        Halal chicken ramen | 1280 | | Clear chicken broth, egg | heat
        Kimchi | 480 | vegan, gluten-free | Without fish sauce | heat
        Sesame spinach | 420 | vegan, gluten-free | Cold
        # Sweet
        Pistachio mochi ice | 520 | vegetarian, gluten-free, nuts | Two`,
    },
    {
      id: 'okonomi-taiyo',
      name: 'Okonomi Taiyo',
      cuisines: ['okonomiyaki', 'izakaya', 'japanese'],
      rating: 4.2,
      reviews: 934,
      priceLevel: 2,
      street: 'Koenji-Kita 3-22-9',
      postcode: '166-0002',
      at: [35.7078, 139.6499],
      hours: 'Tu-Th 17:00-24:00; Fr,Sa 17:00-03:00; Su 15:00-23:00',
      delivery: { radius: 4, minimum: 1500, fee: 250, perKm: 50, freeFrom: 5000 },
      preparation: 20,
      menu: `
        # Okonomiyaki
        Pork okonomiyaki | 1180 | | Cabbage, pork belly, bonito flakes | okonomiExtras
        Seafood okonomiyaki | 1380 | | Squid, prawns, octopus | okonomiExtras
        Vegetable okonomiyaki | 1080 | vegetarian | Cabbage, corn, mushrooms, egg | okonomiExtras
        Vegan okonomiyaki | 1150 | vegan | Yam batter, cabbage, spring onion | okonomiExtras
        Hiroshima yaki | 1350 | | Layered, with noodles and egg | okonomiExtras
        # Izakaya
        Takoyaki | 680 | | Eight octopus balls
        Chicken skewers | 780 | gluten-free | Four, salt | heat
        Peanut spinach | 480 | vegan, gluten-free, nuts | Cold, peanut dressing
        Edamame | 380 | vegan, gluten-free | Salted`,
    },
  ],
}
