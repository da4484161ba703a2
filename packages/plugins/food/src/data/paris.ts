import type { CityData } from '../catalog/city-data.ts'

/** Simulated: the districts, postcodes and coordinates are real, the restaurants are invented. */
export const paris: CityData = {
  id: 'paris',
  name: 'Paris',
  aliases: ['Parigi', 'Paname'],
  country: 'FR',
  subdivisions: ['FR-75', 'FR-75C', 'FR-IDF'],
  currency: 'EUR',
  timeZone: 'Europe/Paris',
  postcode: /^(\d{5})$/,
  taxRate: 0,
  serviceFee: { percent: 5, most: 299 },
  areas: `
    75001 | Louvre | 48.8625 2.3365
    75002 | Bourse | 48.8680 2.3440
    75003 | Haut-Marais | 48.8630 2.3590
    75004 | Marais | 48.8545 2.3575
    75005 | Quartier latin | 48.8445 2.3495
    75006 | Saint-Germain-des-Prés | 48.8500 2.3325
    75009 | Pigalle | 48.8770 2.3375
    75010 | Canal Saint-Martin | 48.8760 2.3600
    75011 | Oberkampf | 48.8590 2.3790
    75013 | Quartier asiatique | 48.8285 2.3620
    75014 | Montparnasse | 48.8300 2.3265
    75018 | Montmartre | 48.8920 2.3480
    75019 | Buttes-Chaumont | 48.8870 2.3870
    75020 | Ménilmontant | 48.8635 2.4010`,
  options: {
    heat: 'choose 1: Mild, Medium, Hot',
    cooking: 'choose 1: Medium, Rare, Well done',
    bistroSide: 'choose 1: Frites, Green salad, Gratin dauphinois +200 (not vegan)',
    galetteExtras:
      'up to 3: Second egg +150 (not vegan), Goat cheese +250 (not vegan), Mushrooms +200, Smoked salmon +450 (not vegetarian, not vegan)',
    crepeExtras: 'up to 2: Chantilly +120 (not vegan), Vanilla ice cream +200 (not vegan), Toasted almonds +120 (not nut-free)',
    pita: 'choose 1: In pita (not gluten-free), On a plate +300',
    falafelExtras: 'up to 3: Fried aubergine +150, Hummus +150, Boiled egg +120 (not vegan)',
    noodleSize: 'choose 1: Regular, Large +250',
    couscousExtras: 'up to 3: Merguez +350 (not vegan, not vegetarian), Caramelised onions +150, Extra chickpeas +100',
    ramenExtras: 'up to 3: Soft egg +180 (not vegan), Chashu +350 (not vegan, not vegetarian), Extra noodles +200, Nori +100',
    pizzaSize: 'choose 1: 31 cm, 40 cm +500',
    pizzaExtras:
      'up to 3: Egg +150 (not vegan), Ham +250 (not vegan, not vegetarian, not halal), Olives +100, Burrata +400 (not vegan, sold out)',
  },
  restaurants: [
    {
      id: 'le-comptoir-parmentier',
      name: 'Le Comptoir Parmentier',
      cuisines: ['french', 'bistro'],
      rating: 4.5,
      reviews: 1198,
      priceLevel: 3,
      street: '64 avenue Parmentier',
      postcode: '75011',
      at: [48.8623, 2.3762],
      hours: 'Mo-Fr 12:00-14:30 19:00-22:30; Sa 19:00-23:00',
      delivery: { areas: '75011 75010 75003 75020', minimum: 2500, fee: 350, freeFrom: 7000 },
      preparation: 30,
      menu: `
        # Plats
        Steak frites | 2290 | gluten-free | Flank steak, shallot butter | cooking, bistroSide
        Boeuf bourguignon | 2190 | | Beef in red wine, mushrooms, bacon | bistroSide
        Confit de canard | 2250 | gluten-free | Duck leg, garlic potatoes | bistroSide
        Ratatouille | 1590 | vegan, gluten-free | Aubergine, courgette, tomato, basil | bistroSide
        Risotto aux cèpes | 1890 | vegetarian, gluten-free | Porcini, parmesan, chives
        # Entrées
        Soupe à l'oignon | 990 | vegetarian | Onion soup, comté crouton
        Salade de chèvre chaud | 1190 | vegetarian, nuts | Warm goat cheese, honey, walnuts
        # Desserts
        Crème brûlée | 850 | vegetarian, gluten-free | Vanilla from Tahiti
        Tarte Tatin | 890 | vegetarian | Caramelised apples, crème fraîche`,
    },
    {
      id: 'creperie-du-menhir',
      name: 'Crêperie du Menhir',
      cuisines: ['breton', 'french', 'crêpes'],
      rating: 4.4,
      reviews: 873,
      priceLevel: 2,
      street: '52 rue du Montparnasse',
      postcode: '75014',
      at: [48.8415, 2.3252],
      hours: 'Tu-Su 12:00-23:00',
      delivery: { radius: 3, minimum: 1500, fee: 220, perKm: 50, freeFrom: 4000 },
      preparation: 16,
      menu: `
        # Galettes of buckwheat
        Complète | 1150 | gluten-free | Ham, egg, emmental | galetteExtras
        Forestière | 1190 | vegetarian, gluten-free | Mushrooms, egg, emmental | galetteExtras
        Chèvre miel | 1250 | vegetarian, gluten-free, nuts | Goat cheese, honey, walnuts | galetteExtras
        Végétale | 1090 | vegan, gluten-free | Ratatouille, spinach, seeds | galetteExtras
        Saumon | 1390 | gluten-free | Smoked salmon, leeks, cream | galetteExtras
        # Crêpes of wheat
        Beurre sucre | 550 | vegetarian | Salted butter, sugar | crepeExtras
        Caramel beurre salé | 690 | vegetarian | House caramel | crepeExtras
        Chocolat noisette | 750 | vegetarian, nuts | Hazelnut and chocolate spread | crepeExtras
        # Drinks
        Cidre brut | 650 | vegan, gluten-free | Breton cider, 50 cl`,
    },
    {
      id: 'chez-esther',
      name: 'Chez Esther',
      cuisines: ['israeli', 'falafel', 'middle eastern'],
      rating: 4.6,
      reviews: 2310,
      priceLevel: 1,
      street: '29 rue des Écouffes',
      postcode: '75004',
      at: [48.8567, 2.359],
      hours: 'Mo-Th 11:00-23:00; Fr 11:00-15:30; Su 11:00-23:00',
      delivery: { radius: 3, minimum: 1200, fee: 190, perKm: 60 },
      preparation: 10,
      menu: `
        # Falafel
        Falafel spécial | 950 | vegan | Six falafel, aubergine, cabbage, tahini | pita, falafelExtras, heat
        Falafel simple | 750 | vegan | Five falafel, salad, tahini | pita, heat
        Sabich | 890 | vegetarian | Fried aubergine, egg, amba | pita, heat
        # Grill
        Shawarma de dinde | 1150 | | Turkey, pickles, tahini | pita, falafelExtras, heat
        Kefta d'agneau | 1250 | | Lamb kefta, grilled pepper | pita, falafelExtras, heat
        # Assiettes
        Houmous maison | 690 | vegan, gluten-free | Chickpeas, tahini, olive oil | falafelExtras
        Chou-fleur rôti | 750 | vegan, gluten-free | Roasted cauliflower, tahini
        Salade israélienne | 590 | vegan, gluten-free | Tomato, cucumber, parsley, lemon
        # Sweet
        Halva | 450 | vegan, gluten-free, nuts | Sesame and pistachio`,
    },
    {
      id: 'saigon-tolbiac',
      name: 'Saïgon Tolbiac',
      cuisines: ['vietnamese'],
      rating: 4.5,
      reviews: 1655,
      priceLevel: 1,
      street: '118 avenue d’Ivry',
      postcode: '75013',
      at: [48.8253, 2.363],
      hours: 'Mo,We-Su 11:30-22:30',
      delivery: { radius: 4, minimum: 1300, fee: 150, perKm: 45, freeFrom: 3500 },
      preparation: 15,
      menu: `
        # Soupes
        Phở spécial | 1190 | gluten-free | Beef, meatballs, tendon, herbs | noodleSize, heat
        Phở végétarien | 1090 | vegan, gluten-free | Vegetable broth, tofu, mushrooms | noodleSize, heat
        Hủ tiếu | 1150 | gluten-free | Pork and prawn noodle soup | noodleSize
        # Bò bún et riz
        Bò bún | 1150 | nuts | Beef, rice noodles, nems, peanuts | noodleSize
        Bò bún au tofu | 1090 | vegan, nuts | Tofu, rice noodles, vegetable nems, peanuts | noodleSize
        Porc caramélisé | 1190 | gluten-free | Pork belly, egg, rice
        Cơm gà | 1150 | gluten-free | Poached chicken, fragrant rice, ginger
        # Entrées
        Nems au porc | 690 | | Four, mint and lettuce
        Bánh mì au tofu | 690 | vegan | Baguette, lemongrass tofu, pickles | heat`,
    },
    {
      id: 'atlas-de-montmartre',
      name: "L'Atlas de Montmartre",
      cuisines: ['moroccan', 'north african', 'couscous'],
      rating: 4.4,
      reviews: 921,
      priceLevel: 2,
      street: '17 rue Ramey',
      postcode: '75018',
      at: [48.8891, 2.3462],
      hours: 'Tu-Th 18:00-23:00; Fr-Su 12:00-14:30 18:00-24:00',
      delivery: { radius: 3.5, minimum: 1800, fee: 250, perKm: 50, freeFrom: 5000 },
      preparation: 28,
      every: 'halal',
      menu: `
        # Couscous
        Couscous royal | 2190 | | Lamb, chicken, merguez, seven vegetables | couscousExtras, heat
        Couscous aux sept légumes | 1490 | vegan | Seven vegetables, chickpeas, raisins | couscousExtras, heat
        Couscous poulet | 1690 | | Chicken, lemon, vegetables | couscousExtras, heat
        # Tajines
        Tajine d'agneau aux pruneaux | 1990 | gluten-free, nuts | Lamb, prunes, almonds, cinnamon
        Tajine de poulet au citron | 1790 | gluten-free | Chicken, preserved lemon, olives
        Tajine de légumes | 1490 | vegan, gluten-free | Root vegetables, saffron, apricot | couscousExtras
        # Entrées
        Zaalouk | 690 | vegan, gluten-free | Cooked aubergine and tomato salad
        Harira | 750 | vegan | Tomato, lentil and chickpea soup
        # Sweet
        Corne de gazelle | 590 | vegetarian, nuts | Three, almond and orange blossom`,
    },
    {
      id: 'kumo-ramen',
      name: 'Kumo Ramen',
      cuisines: ['japanese', 'ramen'],
      rating: 4.6,
      reviews: 1744,
      priceLevel: 2,
      street: '39 rue Sainte-Anne',
      postcode: '75001',
      at: [48.8664, 2.3362],
      hours: 'Mo-Sa 11:30-15:00 18:00-22:30; Su 11:30-22:00',
      delivery: { radius: 2.5, minimum: 1500, fee: 250, perKm: 80 },
      preparation: 15,
      menu: `
        # Ramen
        Shoyu ramen | 1390 | | Chicken and soy broth, chashu, bamboo | noodleSize, ramenExtras
        Tonkotsu ramen | 1490 | | Pork bone broth, black garlic | noodleSize, ramenExtras
        Miso ramen végétal | 1350 | vegan | Miso broth, tofu, corn, greens | noodleSize, ramenExtras
        Tantan ramen | 1490 | nuts | Sesame, peanut, minced pork | noodleSize, ramenExtras, heat
        # À côté
        Gyoza au porc | 690 | | Six, pan-fried
        Gyoza aux légumes | 650 | vegan | Six, pan-fried
        Karaage | 790 | | Fried chicken, lemon, mayonnaise
        Onigiri saumon | 390 | gluten-free | Rice, salmon, nori
        # Sweet
        Mochi au sésame | 490 | vegan, gluten-free | Two, black sesame`,
    },
    {
      id: 'nuit-blanche-pizza',
      name: 'Nuit Blanche Pizza',
      cuisines: ['pizza', 'italian'],
      rating: 4.1,
      reviews: 1390,
      priceLevel: 1,
      street: '88 rue du Faubourg Saint-Denis',
      postcode: '75010',
      at: [48.8737, 2.3546],
      hours: 'Mo-Th 18:00-02:00; Fr,Sa 18:00-05:00; Su 18:00-01:00',
      delivery: { radius: 4.5, minimum: 1200, fee: 199, perKm: 40, freeFrom: 3500 },
      preparation: 14,
      menu: `
        # Pizzas
        Margherita | 950 | vegetarian, halal | Tomato, mozzarella, basil | pizzaSize, pizzaExtras
        Reine | 1150 | | Ham, mushrooms, mozzarella | pizzaSize, pizzaExtras
        Merguez | 1190 | halal | Halal merguez, peppers, egg | pizzaSize, pizzaExtras, heat
        Quatre fromages | 1250 | vegetarian, halal | Mozzarella, goat, blue, comté | pizzaSize, pizzaExtras
        Végane du canal | 1150 | vegan, halal | Artichoke, peppers, olives, rocket | pizzaSize, pizzaExtras
        Pesto pistache | 1290 | vegetarian, nuts | Pistachio pesto, courgette, ricotta | pizzaSize, pizzaExtras
        # Et aussi
        Salade verte | 490 | vegan, gluten-free | Mustard dressing
        Lasagnes | 1190 | | Beef ragù, béchamel
        Tiramisu | 550 | vegetarian | With coffee`,
    },
  ],
}
