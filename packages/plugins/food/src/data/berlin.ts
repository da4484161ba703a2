import type { CityData } from '../catalog/city-data.ts'

/** Simulated: the districts, postcodes and coordinates are real, the restaurants are invented. */
export const berlin: CityData = {
  id: 'berlin',
  name: 'Berlin',
  aliases: ['Berlino', 'Berlín'],
  country: 'DE',
  subdivisions: ['DE-BE'],
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  postcode: /^(\d{5})$/,
  taxRate: 0,
  serviceFee: { percent: 5, most: 299 },
  areas: `
    10115 | Mitte | 52.5323 13.3846
    10119 | Rosenthaler Platz, Mitte | 52.5305 13.4053
    10178 | Alexanderplatz, Mitte | 52.5213 13.4096
    10243 | Friedrichshain | 52.5122 13.4389
    10245 | Boxhagener Kiez, Friedrichshain | 52.5007 13.4647
    10435 | Kollwitzkiez, Prenzlauer Berg | 52.5381 13.4107
    10437 | Prenzlauer Berg | 52.5466 13.4110
    10585 | Charlottenburg | 52.5165 13.3050
    10623 | Savignyplatz, Charlottenburg | 52.5061 13.3220
    10777 | Schöneberg | 52.4967 13.3430
    10961 | Bergmannkiez, Kreuzberg | 52.4900 13.3950
    10997 | Wrangelkiez, Kreuzberg | 52.5010 13.4370
    10999 | Kottbusser Tor, Kreuzberg | 52.4985 13.4180
    12043 | Neukölln | 52.4810 13.4360
    12047 | Reuterkiez, Neukölln | 52.4910 13.4270
    13353 | Wedding | 52.5430 13.3500`,
  options: {
    bread: 'choose 1: Flatbread (not gluten-free), Rice, Extra flatbread +150 (not gluten-free)',
    grillExtras: 'up to 3: Grilled pepper +150, Garlic yoghurt +120 (not vegan), Second skewer +550 (not vegan, not vegetarian)',
    heat: 'choose 1: Mild, Medium, Hot',
    pho: 'choose 1: Regular, Large +300',
    phoExtras: 'up to 2: Extra noodles +180, Extra herbs +100, Fried egg +150 (not vegan)',
    side: 'choose 1: Boiled potatoes, Spätzle (not vegan, not gluten-free), Red cabbage',
    pizzaSize: 'choose 1: 30 cm, 36 cm +350',
    pizzaExtras: 'up to 3: Rocket +150, Buffalo mozzarella +300 (not vegan), Nduja +250 (not vegan, not vegetarian, not halal)',
    bowlExtras: 'up to 3: Smoked tofu +220, Avocado +250, Roasted cashews +150 (not nut-free), Feta +180 (not vegan)',
    mezze: 'up to 2: Soft egg +150 (not vegan), Pickles +100, Extra pita +120 (not gluten-free)',
    patty: 'choose 1: Beef, Halloumi, Black bean',
    burgerExtras: 'up to 3: Cheddar +150, Bacon jam +200 (not halal), Jalapeños +100, Truffle mayo +180 (sold out)',
  },
  restaurants: [
    {
      id: 'adalbert-ocakbasi',
      name: 'Adalbert Ocakbaşı',
      cuisines: ['turkish', 'grill'],
      rating: 4.6,
      reviews: 1284,
      priceLevel: 2,
      street: 'Adalbertstraße 97',
      postcode: '10999',
      at: [52.5003, 13.4192],
      hours: 'Mo-Th 11:00-24:00; Fr,Sa 11:00-03:00; Su 12:00-23:00',
      delivery: { radius: 4, minimum: 1500, fee: 190, perKm: 40, freeFrom: 4500 },
      preparation: 25,
      every: 'halal',
      menu: `
        # From the charcoal
        Adana kebab | 1490 | | Spicy minced lamb on a wide skewer, sumac onions, grilled tomato | bread, grillExtras
        Chicken şiş | 1390 | | Thigh marinated in yoghurt and pepper paste, bulgur | bread, grillExtras
        Lamb ribs | 1890 | gluten-free | Slowly grilled, oregano, grilled pepper | heat, grillExtras
        Vegetable skewer | 1190 | vegan | Aubergine, courgette, mushroom, pomegranate molasses | bread, grillExtras
        # Meze
        Haydari | 590 | vegetarian, gluten-free | Thick yoghurt, garlic, dill, mint
        Muhammara | 650 | vegan, nuts | Roasted red pepper and walnut dip
        Çiğ köfte | 690 | vegan | Bulgur, tomato and isot pepper in lettuce leaves | heat
        Lentil soup | 550 | vegan, gluten-free | Red lentils, cumin, lemon
        # Sweet
        Pistachio baklava | 590 | vegetarian, nuts | Four pieces with butter and pistachio`,
    },
    {
      id: 'mama-linh',
      name: 'Mama Linh',
      cuisines: ['vietnamese'],
      rating: 4.5,
      reviews: 967,
      priceLevel: 2,
      street: 'Rykestraße 31',
      postcode: '10435',
      at: [52.5366, 13.4191],
      hours: 'Mo-Sa 11:30-22:30; Su 13:00-22:00',
      delivery: { radius: 3, minimum: 1400, fee: 150, perKm: 50, freeFrom: 3500 },
      preparation: 18,
      menu: `
        # Soups
        Phở bò | 1290 | gluten-free | Beef broth of twelve hours, rice noodles, brisket, Thai basil | pho, phoExtras
        Phở chay | 1190 | vegan, gluten-free | Mushroom broth, tofu, rice noodles, star anise | pho, phoExtras
        Bún bò Huế | 1390 | | Lemongrass beef noodle soup from Huế | pho, heat
        # Bowls and rolls
        Bún chả | 1350 | nuts | Grilled pork, cold rice noodles, herbs, peanuts
        Summer rolls with tofu | 650 | vegan, gluten-free, nuts | Rice paper, mint, mango, peanut sauce
        Summer rolls with prawns | 720 | gluten-free, nuts | Rice paper, prawns, mint, peanut sauce
        Lemongrass tofu rice | 1190 | vegan, gluten-free | Crisp tofu, jasmine rice, pak choi | heat
        Caramel catfish | 1490 | gluten-free | Clay pot, pepper, spring onion, rice
        # Drinks
        Cà phê sữa đá | 450 | vegetarian, gluten-free | Iced coffee with condensed milk`,
    },
    {
      id: 'zur-alten-linde',
      name: 'Zur alten Linde',
      cuisines: ['german'],
      rating: 4.3,
      reviews: 541,
      priceLevel: 3,
      street: 'Knesebeckstraße 20',
      postcode: '10623',
      at: [52.5071, 13.3213],
      hours: 'Tu-Fr 12:00-14:30 17:30-22:30; Sa,Su 12:00-22:30',
      delivery: { areas: '10623 10585 10777', minimum: 2500, fee: 390, freeFrom: 6000 },
      preparation: 35,
      menu: `
        # Mains
        Wiener schnitzel | 2390 | | Veal, lingonberries, lemon | side
        Königsberger Klopse | 1890 | | Veal dumplings in caper sauce, beetroot | side
        Rinderroulade | 2290 | | Beef roll with mustard, bacon and gherkin, dark gravy | side
        Käsespätzle | 1490 | vegetarian | Mountain cheese, fried onions, chives
        Chanterelle ragout | 1690 | vegan | Chanterelles in oat cream, parsley | side
        Pike-perch fillet | 2190 | gluten-free | Pan-fried on the skin, Riesling sauce | side
        # Starters and sweets
        Potato soup | 790 | vegetarian, gluten-free | Marjoram, root vegetables, cream
        Lamb's lettuce salad | 990 | vegan, gluten-free, nuts | Walnuts, pear, potato dressing
        Rote Grütze | 690 | vegetarian, gluten-free | Red berries with vanilla sauce`,
    },
    {
      id: 'vesuvio-reuterkiez',
      name: 'Vesuvio Reuterkiez',
      cuisines: ['italian', 'pizza'],
      rating: 4.7,
      reviews: 1822,
      priceLevel: 2,
      street: 'Weserstraße 44',
      postcode: '12047',
      at: [52.489, 13.4302],
      hours: 'Mo-Th 17:00-23:30; Fr 17:00-01:00; Sa 12:00-01:00; Su 12:00-23:00',
      delivery: { radius: 3.5, minimum: 1200, fee: 200, perKm: 50, freeFrom: 4000 },
      preparation: 15,
      menu: `
        # Pizza from the wood oven
        Marinara | 890 | vegan | San Marzano tomato, garlic, oregano | pizzaSize, pizzaExtras
        Margherita | 1050 | vegetarian | Tomato, fior di latte, basil | pizzaSize, pizzaExtras
        Diavola | 1290 | | Spicy salami, tomato, fior di latte | pizzaSize, pizzaExtras
        Quattro formaggi | 1350 | vegetarian | Mozzarella, gorgonzola, taleggio, parmesan | pizzaSize, pizzaExtras
        Mortadella e pistacchio | 1490 | nuts | Mortadella, burrata, pistachio cream | pizzaSize, pizzaExtras
        Ortolana | 1250 | vegan | Grilled courgette, aubergine, peppers, tomato | pizzaSize, pizzaExtras
        # And besides
        Burrata | 990 | vegetarian, gluten-free | With datterini tomatoes and basil oil
        Parmigiana di melanzane | 1190 | vegetarian, gluten-free | Baked aubergine, tomato, parmesan
        Tiramisù | 650 | vegetarian | Mascarpone, espresso, savoiardi`,
    },
    {
      id: 'gruenzeug',
      name: 'Grünzeug',
      cuisines: ['vegan', 'bowls', 'salads'],
      rating: 4.4,
      reviews: 688,
      priceLevel: 2,
      street: 'Simon-Dach-Straße 12',
      postcode: '10245',
      at: [52.5106, 13.4571],
      hours: 'Mo-Fr 09:00-21:00; Sa,Su 10:00-20:00',
      delivery: { radius: 5, minimum: 1200, fee: 150, perKm: 30, freeFrom: 3000 },
      preparation: 12,
      menu: `
        # Bowls
        Peanut tempeh bowl | 1290 | vegan, gluten-free, nuts | Tempeh, brown rice, red cabbage, peanut sauce | bowlExtras
        Green goddess bowl | 1190 | vegan, gluten-free | Quinoa, edamame, broccoli, herb dressing | bowlExtras
        Falafel bowl | 1150 | vegan, gluten-free | Baked falafel, hummus, tabbouleh of cauliflower | bowlExtras
        Udon sesame bowl | 1250 | vegan | Cold udon, smoked tofu, cucumber, sesame | bowlExtras, heat
        # Breakfast
        Tofu scramble | 990 | vegan | Turmeric tofu, rye bread, chives
        Overnight oats | 650 | vegan, nuts | Oats, almond milk, blueberries
        # Sandwiches and sweets
        Smoked carrot bagel | 850 | vegan | Carrot lox, sunflower cream cheese, dill
        Seitan reuben | 1090 | vegan | Seitan, sauerkraut, rye, pickle
        Chocolate tahini brownie | 420 | vegan, gluten-free | Dark chocolate and tahini`,
    },
    {
      id: 'sababa-mitte',
      name: 'Sababa Mitte',
      cuisines: ['israeli', 'middle eastern'],
      rating: 4.5,
      reviews: 1033,
      priceLevel: 2,
      street: 'Torstraße 140',
      postcode: '10119',
      at: [52.5296, 13.401],
      hours: 'Mo-Th 11:00-23:00; Fr 11:00-16:00; Sa 19:00-01:00; Su 11:00-23:00',
      delivery: { radius: 4.5, minimum: 1300, fee: 190, perKm: 50 },
      preparation: 15,
      menu: `
        # Hummus plates
        Hummus masabacha | 950 | vegan | Warm chickpeas, tahini, paprika, pita | mezze
        Hummus with mushrooms | 1090 | vegan | Fried oyster mushrooms, cumin, pita | mezze
        Hummus with lamb | 1390 | | Minced lamb, baharat, pita | mezze
        # Plates
        Sabich | 890 | vegetarian | Fried aubergine, egg, amba, tahini in pita
        Shakshuka | 1150 | vegetarian | Two eggs in tomato and pepper, challah | heat, mezze
        Green shakshuka | 1190 | vegetarian, gluten-free | Spinach, leek, feta, eggs | heat
        Whole roasted cauliflower | 1050 | vegan, gluten-free | Tahini, date syrup, herbs
        Chicken shawarma plate | 1450 | | Thigh, amba, chopped salad, pita | heat, mezze
        # Sweet
        Malabi | 550 | vegetarian, gluten-free, nuts | Rosewater milk pudding with pistachio`,
    },
    {
      id: 'nachtschicht-burger',
      name: 'Nachtschicht Burger',
      cuisines: ['burgers', 'american'],
      rating: 4.2,
      reviews: 2210,
      priceLevel: 1,
      street: 'Schlesische Straße 8',
      postcode: '10997',
      at: [52.5006, 13.4417],
      hours: 'Mo-We 17:00-02:00; Th 17:00-03:00; Fr,Sa 17:00-05:00; Su 17:00-01:00',
      delivery: { radius: 5, minimum: 1000, fee: 250, perKm: 30, freeFrom: 3500 },
      preparation: 14,
      menu: `
        # Burgers
        Night shift | 890 | | Smashed patty, onion, pickle, house sauce | patty, burgerExtras
        Double shift | 1190 | | Two patties, cheddar, onion, house sauce | patty, burgerExtras
        Kimchi burger | 1050 | | Patty, kimchi, gochujang mayo | patty, burgerExtras, heat
        Halloumi burger | 950 | vegetarian | Grilled halloumi, aubergine, mint yoghurt
        Black bean burger | 920 | vegan | Black bean patty, avocado, salsa, vegan bun
        # Sides
        Fries | 390 | vegan, gluten-free | Twice fried, sea salt
        Chilli cheese fries | 650 | vegetarian, gluten-free | Cheddar sauce, jalapeños
        Onion rings | 450 | vegan | Beer batter, eight pieces
        # Shakes
        Peanut butter shake | 550 | vegetarian, gluten-free, nuts | Vanilla ice cream, peanut butter`,
    },
  ],
}
