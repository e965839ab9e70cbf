"""Words of errands: what people ask of search engines, shops, kitchens and machines, and hardly ever of films. Data."""

from __future__ import annotations

from recommender.query.words import word_set

ERRANDS = word_set("""
    python java javascript typescript css html sql json xml php c++ rust golang linux ubuntu macos excel
    spreadsheet vlookup regex git docker kubernetes npm pip api servers database compile compiler debug
    debugging exception function functions variable array loop async null undefined import printf println coding
    syntax stacktrace localhost http https www url browser chrome firefox outlook gmail wifi router modem
    bluetooth usb hdmi printer keyboard keyboards laptop laptops monitor gpu cpu ssd charger battery iphone
    android smartphone app apps login password username account settings firmware install installing download
    downloads update upgrade reset reboot restart error errors crashes crashing offline connecting disconnecting
    sync equation equations integral integrate derivative differentiate logarithm eigenvalue eigenvalues
    polynomial theorem proof algebra calculus geometry trigonometry fraction fractions percent percentage
    multiply multiplied divided squared cubed sqrt radius diameter circumference hypotenuse prime primes
    factorial recipe recipes ingredients ingredient oven bake baking baked roast roasted roasting fry fried boil
    boiled grill grilled simmer tablespoon teaspoon grams gram calories calorie carbs protein gluten vegan keto
    smoothie dough flour butter pancakes pancake pasta soup stew casserole salad dessert toppings marinade
    breakfast lunch weather forecast temperature celsius fahrenheit humidity sunny cloudy degrees umbrella
    price prices pricing cheap cheapest discount coupon voucher buy buying sell selling purchase ordering refund
    invoice receipt delivery shipping parcel warranty reviews review size chart brand brands rental rent renting
    landlord tenant lease deposit mortgage apartment apartments realtor bedroom bedrooms loan loans salary wage
    wages tax taxes taxation vat irs pension insurance bank banking savings rates stock stocks shares bitcoin
    crypto ethereum dollar dollars euro euros currency exchange investment budget flight flights airline airport
    ticket tickets booking hostel visa passport luggage itinerary timetable schedule departures directions
    parking petrol bus tram metro dentist symptom symptoms medicine medication dosage mg ibuprofen paracetamol
    aspirin antibiotic antibiotics vitamin vitamins headache fever rash sore ankle toothache vaccine workout
    exercise exercises treadmill diet yoga stretching plumber electrician mechanic tyre tyres tire
    tires brake brakes clutch sink tap toilet dishwasher fridge vacuum lawn mower fertilizer seedlings tomatoes
    flu vet vets hotel hotels airfare fares appointment clinic pharmacy prescription dose tablets sharpen sharpening
    cactus curtains wallpaper screwdriver ikea sofa mattress homework essay essays thesis tutor exam exams quiz
    syllabus curriculum grammar synonym synonyms antonym plural conjugate spelling pronounce pronunciation
    translate translation definition define resume cv cover application applicant vacancy vacancies template
    agenda meeting memo attachment email emails inbox sms calendar reminder timer news headline headlines
    election elections senator parliament congress ballot poll polls referendum policy minister government
    inflation legislation score scores fixtures standings league nba nfl nhl mlb ucl medal medals
    rankings playoff playoffs horoscope lottery sudoku crossword emoji population tallest longest invented
    inventor discovered photosynthesis mitochondria molecule molecules atom atoms chromosome periodic
    thermodynamics bacteria facts fact convert converter km kilometers kilometres kilometer miles inches
    centimeters litres gallons pounds kilograms kg lbs lorem ipsum dolor amet consectetur adipiscing elit
""")
SYMBOLS = frozenset("{}()[]<>=;$#%^*_\\|~/+")
