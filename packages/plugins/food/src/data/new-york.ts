import type { CityData } from '../catalog/city-data.ts'

/** Simulated: the neighborhoods, ZIP codes and coordinates are real, the restaurants are invented. */
export const newYork: CityData = {
  id: 'new-york',
  name: 'New York',
  aliases: ['NYC', 'NY', 'Nueva York'],
  country: 'US',
  subdivisions: ['US-NY'],
  currency: 'USD',
  timeZone: 'America/New_York',
  postcode: /^(\d{5})(?:-\d{4})?$/,
  taxRate: 8875,
  serviceFee: { percent: 8, most: 499 },
  areas: `
    10002 | Lower East Side, Manhattan | 40.7157 -73.9863
    10003 | East Village, Manhattan | 40.7318 -73.9891
    10009 | Alphabet City, Manhattan | 40.7265 -73.9789
    10011 | Chelsea, Manhattan | 40.7420 -74.0005
    10012 | SoHo, Manhattan | 40.7259 -73.9980
    10013 | Chinatown, Manhattan | 40.7196 -74.0025
    10014 | West Village, Manhattan | 40.7341 -74.0060
    10016 | Murray Hill, Manhattan | 40.7453 -73.9782
    10019 | Hell's Kitchen, Manhattan | 40.7656 -73.9851
    10025 | Upper West Side, Manhattan | 40.7985 -73.9680
    10027 | Harlem, Manhattan | 40.8116 -73.9535
    11201 | Brooklyn Heights, Brooklyn | 40.6943 -73.9906
    11211 | Williamsburg, Brooklyn | 40.7128 -73.9540
    11215 | Park Slope, Brooklyn | 40.6670 -73.9860
    11372 | Jackson Heights, Queens | 40.7516 -73.8833`,
  options: {
    heat: 'choose 1: Mild, Medium, Hot',
    bread: 'choose 1: Rye (not gluten-free), Club roll (not gluten-free), Gluten-free bread +200',
    deliExtras: 'up to 3: Swiss +150 (not vegan), Sauerkraut +100, Coleslaw +250 (not vegan), Russian dressing +75 (not vegan)',
    slice: 'choose 1: Slice, Half pie +1100, Whole pie +2000',
    toppings: 'up to 4: Pepperoni +150 (not vegetarian, not halal), Mushrooms +125, Fresh garlic +75, Ricotta +175 (not vegan)',
    tortilla: 'choose 1: Corn tortillas, Flour tortillas (not gluten-free)',
    tacoExtras: 'up to 3: Guacamole +275, Crema +100 (not vegan), Pickled jalapeños +75, Salsa macha +100 (not nut-free)',
    noodles: 'choose 1: Hand-pulled noodles, Knife-cut noodles, Rice noodles +100',
    soulSides: 'up to 2: Collard greens +500, Candied yams +500, Mac and cheese +600 (not vegan), Cornbread +300 (not vegan)',
    momo: 'choose 1: Steamed, Pan-fried +100, In broth +200',
    protein: 'choose 1: Baked tofu, Grilled chicken +300 (not vegan, not vegetarian), Salmon +500 (not vegan, not vegetarian), No protein',
    saladExtras: 'up to 3: Avocado +250, Candied pecans +150 (not nut-free), Goat cheese +200 (not vegan)',
  },
  restaurants: [
    {
      id: 'orchard-street-deli',
      name: 'Orchard Street Deli',
      cuisines: ['deli', 'jewish', 'sandwiches'],
      rating: 4.6,
      reviews: 2740,
      priceLevel: 2,
      street: '112 Orchard Street',
      postcode: '10002',
      at: [40.7193, -73.9894],
      hours: 'Mo-Su 00:00-24:00',
      delivery: { radius: 4, minimum: 1500, fee: 299, perKm: 50, freeFrom: 6000 },
      preparation: 15,
      menu: `
        # Sandwiches
        Pastrami on rye | 2195 | | Hand-cut pastrami, mustard, half-sour pickle | bread, deliExtras
        Corned beef sandwich | 2095 | | Brined ten days, mustard | bread, deliExtras
        Reuben | 2295 | | Corned beef, Swiss, sauerkraut, Russian dressing | bread
        Egg salad sandwich | 1295 | vegetarian | Dill, celery | bread, deliExtras
        # Soups and plates
        Matzo ball soup | 995 | | Chicken broth, dill, one large matzo ball
        Potato latkes | 1195 | vegetarian | Three, sour cream, apple sauce
        Smoked whitefish bagel | 1595 | | Everything bagel, scallion cream cheese
        Vegetable barley soup | 895 | vegan | Mushroom, barley, carrots
        # Sweet
        Chocolate babka | 795 | vegetarian | A thick slice`,
    },
    {
      id: 'bleecker-corner-slice',
      name: 'Bleecker Corner Slice',
      cuisines: ['pizza', 'italian'],
      rating: 4.4,
      reviews: 3105,
      priceLevel: 1,
      street: '238 Bleecker Street',
      postcode: '10014',
      at: [40.7314, -74.0034],
      hours: 'Mo-We 11:00-01:00; Th 11:00-02:00; Fr,Sa 11:00-05:00; Su 11:00-24:00',
      delivery: { radius: 3, minimum: 1000, fee: 199, perKm: 75, freeFrom: 4000 },
      preparation: 12,
      menu: `
        # Pizza
        Cheese | 375 | vegetarian | Tomato, low-moisture mozzarella | slice, toppings
        Pepperoni | 450 | | Cupped pepperoni, a little grease | slice, toppings
        White | 475 | vegetarian | Ricotta, mozzarella, garlic | slice, toppings
        Vodka square | 525 | vegetarian | Thick, vodka sauce, fresh mozzarella | slice, toppings
        Vegan marinara | 425 | vegan | Tomato, garlic, oregano, chili | slice, toppings
        Pistachio and mortadella | 650 | nuts | Mortadella, pistachio pesto, stracciatella | slice
        # Besides
        Garlic knots | 595 | vegetarian | Six, with marinara
        Caesar salad | 995 | | Romaine, anchovy dressing, croutons
        Cannoli | 495 | vegetarian, nuts | Two, ricotta, pistachio`,
    },
    {
      id: 'casa-xochitl',
      name: 'Casa Xóchitl',
      cuisines: ['mexican', 'tacos'],
      rating: 4.7,
      reviews: 1466,
      priceLevel: 2,
      street: '77 Bedford Avenue',
      postcode: '11211',
      at: [40.7205, -73.955],
      hours: 'Mo-Th 12:00-23:00; Fr,Sa 12:00-03:00; Su 11:00-22:00',
      delivery: { areas: '11211 11201 11215 10009 10002 10003', minimum: 1500, fee: 349, freeFrom: 5000 },
      preparation: 18,
      menu: `
        # Tacos, three each
        Al pastor tacos | 1450 | gluten-free | Marinated pork, pineapple, onion, cilantro | tortilla, tacoExtras, heat
        Carnitas tacos | 1450 | gluten-free | Slow pork, salsa verde | tortilla, tacoExtras, heat
        Baja fish tacos | 1595 | | Battered cod, slaw, chipotle mayo | tortilla, tacoExtras
        Mushroom tacos | 1350 | vegan, gluten-free | Oyster mushrooms, epazote, salsa roja | tortilla, tacoExtras, heat
        # Plates
        Mole negro enchiladas | 1895 | nuts | Chicken, mole of chiles, almonds and chocolate
        Chilaquiles verdes | 1495 | vegetarian, gluten-free | Tortilla chips, tomatillo, fried egg, queso fresco | heat
        Guacamole and chips | 1195 | vegan, gluten-free | Made to order | heat
        Black bean burrito | 1395 | vegan | Black beans, rice, peppers, salsa | tacoExtras
        # Sweet
        Churros | 795 | vegetarian | Five, with chocolate`,
    },
    {
      id: 'dragon-well-noodles',
      name: 'Dragon Well Noodles',
      cuisines: ['chinese', 'noodles'],
      rating: 4.3,
      reviews: 1890,
      priceLevel: 1,
      street: '43 Mott Street',
      postcode: '10013',
      at: [40.7152, -73.9985],
      hours: 'Mo-Su 11:00-22:30',
      delivery: { radius: 3.5, minimum: 1200, fee: 199, perKm: 50, freeFrom: 4500 },
      preparation: 14,
      menu: `
        # Noodles
        Beef noodle soup | 1395 | | Hand-pulled noodles, shank, chili oil | noodles, heat
        Dan dan noodles | 1195 | nuts | Minced pork, sesame and peanut, Sichuan pepper | noodles, heat
        Cumin lamb noodles | 1495 | halal | Wide noodles, cumin lamb, longhorn pepper | noodles, heat
        Scallion oil noodles | 895 | vegan | Shanghai style, soy, crisp scallion | noodles
        Tomato egg noodles | 1095 | vegetarian | Stir-fried egg and tomato | noodles
        # Dumplings and sides
        Pork soup dumplings | 1095 | | Six, ginger vinegar
        Chive and tofu dumplings | 995 | vegan | Eight, pan-fried
        Smashed cucumber | 795 | vegan, gluten-free | Garlic, rice vinegar, sesame
        Scallion pancake | 695 | vegan | Crisp, soy dip`,
    },
    {
      id: 'lenox-soul-kitchen',
      name: 'Lenox Soul Kitchen',
      cuisines: ['soul food', 'american', 'southern'],
      rating: 4.5,
      reviews: 1273,
      priceLevel: 2,
      street: '320 Malcolm X Boulevard',
      postcode: '10027',
      at: [40.8083, -73.9449],
      hours: 'Tu-Th 11:00-22:00; Fr,Sa 11:00-24:00; Su 10:00-21:00',
      delivery: { radius: 5, minimum: 1800, fee: 299, perKm: 40, freeFrom: 6500 },
      preparation: 25,
      menu: `
        # Plates
        Fried chicken | 1895 | | Three pieces, buttermilk brined, hot sauce | heat, soulSides
        Chicken and waffles | 1995 | | Two pieces, waffle, maple butter | heat
        Smothered pork chops | 2095 | | Onion gravy, rice | soulSides
        Blackened catfish | 1995 | gluten-free | Creole spice, lemon | heat, soulSides
        Barbecue jackfruit | 1695 | vegan, gluten-free | Hickory sauce, pickles, rice | heat, soulSides
        Shrimp and grits | 2195 | gluten-free | Stone-ground grits, cajun butter | heat
        # Sides
        Mac and cheese | 795 | vegetarian | Four cheeses, baked
        Vegan collard greens | 695 | vegan, gluten-free | Smoked paprika, vinegar
        # Sweet
        Pecan pie | 795 | vegetarian, nuts | A slice, whipped cream`,
    },
    {
      id: 'himal-momo-house',
      name: 'Himal Momo House',
      cuisines: ['nepali', 'tibetan', 'dumplings'],
      rating: 4.8,
      reviews: 954,
      priceLevel: 1,
      street: '37-50 74th Street',
      postcode: '11372',
      at: [40.7478, -73.8915],
      hours: 'Mo-Th 11:00-22:00; Fr-Su 11:00-23:00',
      delivery: { radius: 4, minimum: 1200, fee: 150, perKm: 40, freeFrom: 3500 },
      preparation: 18,
      every: 'halal',
      menu: `
        # Momo, ten each
        Chicken momo | 1095 | | With tomato sesame achar | momo, heat
        Beef momo | 1195 | | With tomato sesame achar | momo, heat
        Vegetable momo | 995 | vegan | Cabbage, carrot, ginger | momo, heat
        Jhol momo with peanut | 1295 | nuts | Chicken momo in peanut and sesame broth | heat
        # Noodles and rice
        Thukpa | 1195 | | Chicken noodle soup with greens | heat
        Vegetable thukpa | 1095 | vegan | Noodle soup with greens | heat
        Dal bhat | 1295 | vegan, gluten-free | Lentils, rice, pickles, greens | heat
        Goat curry set | 1695 | gluten-free | Goat on the bone, rice, dal | heat
        # Sweet
        Sikarni | 595 | vegetarian, gluten-free, nuts | Strained yogurt, cardamom, pistachio`,
    },
    {
      id: 'ninth-avenue-greens',
      name: 'Ninth Avenue Greens',
      cuisines: ['salads', 'bowls', 'healthy'],
      rating: 4.1,
      reviews: 610,
      priceLevel: 2,
      street: '141 9th Avenue',
      postcode: '10011',
      at: [40.7432, -74.0032],
      hours: 'Mo-Fr 10:30-21:30; Sa,Su 11:00-20:00',
      delivery: { radius: 3, minimum: 1200, fee: 149, perKm: 50, freeFrom: 3500 },
      preparation: 10,
      menu: `
        # Salads and bowls
        Kale Caesar | 1395 | vegan | Kale, chickpea croutons, caper dressing | protein, saladExtras
        Harvest bowl | 1495 | vegan, gluten-free | Sweet potato, wild rice, apple, balsamic | protein, saladExtras
        Miso sesame bowl | 1450 | vegan | Soba, edamame, carrots, miso dressing | protein, saladExtras
        Cobb salad | 1595 | gluten-free | Chicken, bacon, egg, blue cheese | saladExtras
        Greek salad | 1295 | vegetarian, gluten-free | Feta, olives, cucumber, oregano | saladExtras
        Thai peanut slaw | 1395 | vegan, gluten-free, nuts | Cabbage, mango, peanut dressing | protein
        # Soup and drinks
        Roasted tomato soup | 795 | vegan, gluten-free | Basil oil
        Green juice | 895 | vegan, gluten-free | Kale, apple, ginger, lemon
        Almond date smoothie | 950 | vegan, gluten-free, nuts | Almond milk, dates, banana`,
    },
  ],
}
