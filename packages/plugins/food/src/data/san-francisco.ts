import type { CityData } from '../catalog/city-data.ts'

/** Simulated: the neighborhoods, ZIP codes and coordinates are real, the restaurants are invented. */
export const sanFrancisco: CityData = {
  id: 'san-francisco',
  name: 'San Francisco',
  aliases: ['SF', 'San Fran', 'Frisco'],
  country: 'US',
  subdivisions: ['US-CA'],
  currency: 'USD',
  timeZone: 'America/Los_Angeles',
  postcode: /^(\d{5})(?:-\d{4})?$/,
  taxRate: 8625,
  serviceFee: { percent: 8, most: 499 },
  areas: `
    94102 | Hayes Valley | 37.7765 -122.4220
    94103 | SoMa | 37.7725 -122.4110
    94105 | East Cut | 37.7890 -122.3950
    94107 | Potrero Hill | 37.7620 -122.3980
    94108 | Chinatown | 37.7920 -122.4080
    94109 | Nob Hill | 37.7930 -122.4210
    94110 | Mission | 37.7485 -122.4155
    94114 | Castro | 37.7585 -122.4350
    94117 | Haight-Ashbury | 37.7700 -122.4440
    94118 | Inner Richmond | 37.7810 -122.4610
    94122 | Sunset | 37.7590 -122.4840
    94133 | North Beach | 37.8010 -122.4100`,
  options: {
    heat: 'choose 1: Mild, Medium, Hot',
    filling: 'choose 1: Carnitas, Pollo asado, Al pastor, Grilled cactus',
    burritoExtras: 'up to 3: Guacamole +295, Sour cream +100 (not vegan), Queso fresco +125 (not vegan), Extra salsa +50',
    dimSum: 'up to 2: Chili crisp +75 (not nut-free), Hot mustard, Black vinegar',
    pasta: 'choose 1: Spaghetti, Rigatoni, Gluten-free penne +300',
    pastaExtras: 'up to 2: Meatballs +500 (not vegan, not vegetarian), Burrata +600 (not vegan), Chili flakes',
    base: 'choose 1: Sushi rice, Brown rice, Mixed greens',
    pokeExtras: 'up to 3: Avocado +250, Masago +200 (not vegan, not vegetarian), Macadamia +150 (not nut-free), Seaweed salad +150',
    teaSalad: 'up to 2: Extra peanuts +100 (not nut-free), Dried shrimp +150 (not vegan, not vegetarian), Extra lime',
    grain: 'choose 1: Quinoa, Farro (not gluten-free), Cauliflower rice +100',
    greensExtras: 'up to 3: Tempeh +300, Cashew cream +150 (not nut-free), Hemp seeds +100',
    patty: 'choose 1: Beef, Turkey, Plant-based +200',
    burgerExtras: 'up to 3: American cheese +100, Bacon +250 (not halal), Grilled onions +75, Avocado +250',
  },
  restaurants: [
    {
      id: 'taqueria-luz-del-sol',
      name: 'Taquería Luz del Sol',
      cuisines: ['mexican', 'burritos', 'tacos'],
      rating: 4.7,
      reviews: 3320,
      priceLevel: 1,
      street: '2889 24th Street',
      postcode: '94110',
      at: [37.7526, -122.4101],
      hours: 'Mo-Th 10:00-23:00; Fr,Sa 10:00-02:00; Su 10:00-22:00',
      delivery: { radius: 4, minimum: 1200, fee: 199, perKm: 50, freeFrom: 4500 },
      preparation: 12,
      menu: `
        # Burritos
        Mission burrito | 1350 | | Filling, rice, pinto beans, salsa, foil | filling, heat, burritoExtras
        Super burrito | 1595 | | All of it, with cheese, crema and guacamole | filling, heat
        Vegan burrito | 1295 | vegan | Grilled peppers, black beans, rice, guacamole | heat, burritoExtras
        # Tacos and plates
        Street tacos | 1195 | gluten-free | Three, onion, cilantro, lime | filling, heat, burritoExtras
        Nopales tacos | 1095 | vegan, gluten-free | Three, grilled cactus, salsa verde | heat, burritoExtras
        Chile relleno | 1495 | vegetarian, gluten-free | Poblano, cheese, tomato sauce
        Chicken mole plate | 1695 | gluten-free, nuts | Mole poblano with peanuts and almonds, rice
        Chips and guacamole | 895 | vegan, gluten-free | Made every hour
        # Drinks
        Horchata | 395 | vegan, gluten-free | Rice, cinnamon`,
    },
    {
      id: 'lucky-harbor-dim-sum',
      name: 'Lucky Harbor Dim Sum',
      cuisines: ['chinese', 'cantonese', 'dim sum'],
      rating: 4.3,
      reviews: 1811,
      priceLevel: 2,
      street: '838 Jackson Street',
      postcode: '94108',
      at: [37.796, -122.4085],
      hours: 'Mo,We-Su 09:00-21:00',
      delivery: { radius: 3.5, minimum: 1800, fee: 249, perKm: 60, freeFrom: 5500 },
      preparation: 18,
      menu: `
        # Dim sum
        Shrimp har gow | 795 | | Four | dimSum
        Pork and shrimp siu mai | 750 | | Four | dimSum
        Vegetable dumplings | 695 | vegan | Four, spinach and mushroom | dimSum
        Baked barbecue pork buns | 725 | | Three | dimSum
        Lotus leaf sticky rice | 895 | | Chicken, mushroom, sausage | dimSum
        Turnip cake | 650 | | With dried shrimp and sausage | dimSum
        # Plates
        Salt and pepper tofu | 1395 | vegan | Fried tofu, jalapeño, garlic | heat
        Walnut prawns | 1995 | nuts | Crisp prawns, candied walnuts
        # Sweet
        Egg tarts | 595 | vegetarian | Three, warm`,
    },
    {
      id: 'caffe-telegrafo',
      name: 'Caffè Telegrafo',
      cuisines: ['italian', 'pasta'],
      rating: 4.5,
      reviews: 1022,
      priceLevel: 3,
      street: '560 Green Street',
      postcode: '94133',
      at: [37.7996, -122.4085],
      hours: 'Tu-Th 17:00-22:00; Fr,Sa 12:00-23:00; Su 12:00-21:30',
      delivery: { areas: '94133 94108 94109 94105', minimum: 2500, fee: 399, freeFrom: 7500 },
      preparation: 25,
      menu: `
        # Pasta
        Cacio e pepe | 1995 | vegetarian | Pecorino, black pepper | pasta, pastaExtras
        Pomodoro | 1795 | vegan | Tomato, basil, garlic | pasta, pastaExtras
        Bolognese | 2295 | | Beef and pork ragù, six hours | pasta
        Pesto genovese | 2095 | vegetarian, nuts | Basil, pine nuts, parmesan, potato | pasta, pastaExtras
        Linguine alle vongole | 2495 | | Manila clams, white wine, chili
        # Mains and starters
        Cioppino | 3295 | gluten-free | Crab, clams, fish in tomato broth
        Eggplant caponata | 1295 | vegan, gluten-free | Sweet and sour, capers
        Focaccia | 795 | vegan | Rosemary, sea salt
        # Sweet
        Panna cotta | 995 | gluten-free | Vanilla, strawberries`,
    },
    {
      id: 'karls-poke',
      name: "Karl's Poke",
      cuisines: ['hawaiian', 'poke', 'bowls'],
      rating: 4.4,
      reviews: 740,
      priceLevel: 2,
      street: '1240 9th Avenue',
      postcode: '94122',
      at: [37.7651, -122.4664],
      hours: 'Mo-Su 11:00-21:00',
      delivery: { radius: 4.5, minimum: 1400, fee: 199, perKm: 40, freeFrom: 4500 },
      preparation: 10,
      menu: `
        # Poke bowls
        Ahi shoyu | 1695 | | Tuna, soy, scallion, sesame | base, pokeExtras
        Spicy salmon | 1650 | gluten-free | Salmon, chili mayo, cucumber | base, pokeExtras, heat
        Tofu ginger | 1395 | vegan, gluten-free | Tofu, tamari, ginger, edamame | base, pokeExtras
        Beet and macadamia | 1450 | vegan, gluten-free, nuts | Marinated beets, macadamia, wakame | base, pokeExtras
        Hamachi citrus | 1895 | gluten-free | Yellowtail, ponzu, serrano | base, pokeExtras, heat
        # Plates
        Loco moco | 1595 | | Burger patty, egg, gravy, rice
        Spam musubi | 695 | | Two
        Tofu musubi | 650 | vegan | Two, teriyaki tofu
        # Sweet
        Coconut haupia | 550 | vegan, gluten-free | Coconut pudding`,
    },
    {
      id: 'clement-tea-leaf',
      name: 'Clement Tea Leaf',
      cuisines: ['burmese'],
      rating: 4.6,
      reviews: 1350,
      priceLevel: 2,
      street: '411 Clement Street',
      postcode: '94118',
      at: [37.7829, -122.4639],
      hours: 'Tu-Su 11:30-15:00 17:00-21:30',
      delivery: { radius: 4, minimum: 1800, fee: 249, perKm: 50, freeFrom: 6000 },
      preparation: 20,
      menu: `
        # Salads
        Tea leaf salad | 1595 | vegan, gluten-free, nuts | Fermented tea, cabbage, peanuts, lime | teaSalad, heat
        Ginger salad | 1495 | vegan, gluten-free, nuts | Pickled ginger, yellow beans, peanuts | teaSalad, heat
        Samusa salad | 1495 | vegan | Samusas, cabbage, mint, tamarind | heat
        # Curries and noodles
        Pork curry with mango | 1795 | gluten-free | Pickled mango, potatoes | heat
        Pumpkin stew | 1595 | vegan, gluten-free | Kabocha, garlic, ginger | heat
        Coconut chicken noodles | 1695 | | Ohn no khao swè, egg, lime | heat
        Mohinga | 1595 | | Catfish chowder, noodles, lemongrass | heat
        # Sides
        Platha with dip | 995 | vegetarian | Flaky bread, coconut curry dip
        Coconut rice | 450 | vegan, gluten-free | With fried onions`,
    },
    {
      id: 'haight-greens',
      name: 'Haight Greens',
      cuisines: ['vegan', 'bowls', 'healthy'],
      rating: 4.3,
      reviews: 655,
      priceLevel: 2,
      street: '1480 Haight Street',
      postcode: '94117',
      at: [37.7701, -122.4463],
      hours: 'Mo-Fr 09:00-21:00; Sa,Su 10:00-21:00',
      delivery: { radius: 4, minimum: 1300, fee: 149, perKm: 50, freeFrom: 4000 },
      preparation: 12,
      menu: `
        # Bowls
        Golden Gate bowl | 1550 | vegan, gluten-free | Roasted squash, turmeric tofu, tahini | grain, greensExtras
        Miso mushroom bowl | 1595 | vegan, gluten-free | King oyster mushrooms, sesame, kale | grain, greensExtras
        Thai peanut bowl | 1550 | vegan, gluten-free, nuts | Tofu, cabbage, peanut sauce | grain, greensExtras, heat
        Lentil walnut tacos | 1450 | vegan, gluten-free, nuts | Three, lentils, walnuts, avocado | heat
        # Handhelds
        Beet burger | 1495 | vegan | Beet and bean patty, pickles, brioche-style bun | greensExtras
        Buffalo cauliflower wrap | 1395 | vegan | Hot sauce, ranch, celery | heat
        # Sweet and drinks
        Raw cacao mousse | 795 | vegan, gluten-free | Avocado, cacao, sea salt
        Oat matcha latte | 595 | vegan | Ceremonial matcha
        Celery juice | 850 | vegan, gluten-free | Cold pressed`,
    },
    {
      id: 'night-ferry-burgers',
      name: 'Night Ferry Burgers',
      cuisines: ['burgers', 'american'],
      rating: 4.2,
      reviews: 1987,
      priceLevel: 1,
      street: '375 11th Street',
      postcode: '94103',
      at: [37.7712, -122.4132],
      hours: 'Mo-We 11:00-24:00; Th 11:00-02:00; Fr,Sa 11:00-03:30; Su 12:00-23:00',
      delivery: { radius: 5, minimum: 1200, fee: 249, perKm: 40, freeFrom: 4000 },
      preparation: 13,
      menu: `
        # Burgers
        Ferry burger | 1195 | | Lettuce, tomato, ferry sauce | patty, burgerExtras
        Double ferry | 1495 | | Two patties, American cheese, pickles | patty, burgerExtras
        Blue cheese burger | 1450 | | Point Reyes blue, caramelized onions | patty, burgerExtras
        Plant burger | 1395 | vegan | Plant-based patty, vegan bun, special sauce
        Fried chicken sandwich | 1350 | halal | Halal thigh, slaw, hot honey | heat
        # Sides
        Garlic fries | 695 | vegan, gluten-free | Garlic, parsley
        Sweet potato fries | 695 | vegan, gluten-free | Chipotle dip
        Caesar salad | 1095 | | Anchovy dressing, croutons
        # Shakes
        Pistachio shake | 795 | vegetarian, gluten-free, nuts | Pistachio ice cream, milk`,
    },
  ],
}
