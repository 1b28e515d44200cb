"""Which words mean the same, or nearly; written as people write them, order means nothing.

To teach kaue a word, put it here; `python -m bench.similar` shows what that did.
"""

SAME = """
rad fahrrad velo radler radfahrer radfahrerin drahtesel bike bicycle fahrradfahrer radeln cycling,
auto pkw kfz kraftfahrzeug wagen car fahrzeug, bus linienbus, bahn zug eisenbahn schiene,
nahverkehr öpnv verkehrsmittel, beteiligung beteiligen partizipation mitbestimmung mitbestimmen
mitwirkung mitsprache mitreden mitentscheiden mitwirken participation engagement, ki ai
intelligenz chatgpt sprachmodell llm, opendata datenfreigabe datenportal, opensource, nachbar
nachbarin nachbarschaft kiez quartier stadtteil viertel neighbourhood neighborhood, senior
senioren alter ältere rentner hochbetagte, jugend jugendliche teenager youth, kind kinder
children, eltern mutter vater mama papa, flüchtling geflüchtete flucht asyl asylbewerber refugee,
migration zuwanderung einwanderung migrant zugewanderte, integration, barriere barrierefrei
zugänglich accessible accessibility barrierefreiheit, behinderung behindert handicap, inklusion
inklusiv, ehrenamt freiwillig freiwillige ehrenamtlich volunteer, müll abfall wertstoff waste
garbage, laterne straßenlaterne straßenbeleuchtung beleuchtung straßenlampe lampe, mangel schaden
defekt, melden melder meldung anzeigen, solar photovoltaik pv sonnenenergie sonnenstrom, energie,
heizung heizen wärme, baum bäume, grün begrünung grünfläche begrünen, garten gärtnern gärtnerei,
wald forst, see teich weiher, fluss bach gewässer, hitze hitzewelle hitzeschutz, feinstaub
luftqualität, schule schulisch school, kita kindergarten kindertagesstätte, schüler schülerin,
lehrer lehrerin lehrkraft, bücherei bibliothek biblio stadtbücherei library, einkauf einkaufen
shopping, laden geschäft einzelhandel händler, innenstadt stadtzentrum ortskern ortsmitte
stadtkern fußgängerzone, leerstand leerstehend leer, wohnen wohnung wohnraum housing, miete mieter
vermieter mietwohnung, rathaus stadtverwaltung kreishaus gemeindeverwaltung, amt behörde
dienststelle, formular antrag vordruck, bescheid amtsbrief behördenbrief, sprechstunde,
verständlich verstehen verständlichkeit, termin terminvergabe, ausweis personalausweis perso eid,
datenschutz dsgvo privatsphäre privacy, sicherheit security, arzt ärztin hausarzt praxis doctor,
klinik krankenhaus hospital, pflege pflegen, gesundheit medizin gesund, arbeit job beruf work,
homeoffice telearbeit, ausbildung azubi lehre auszubildende, fachkräfte personalmangel
fachkräftemangel, unternehmen firma betrieb company, geld finanz budget, haushalt, bürgerbudget
bürgerhaushalt beteiligungshaushalt, steuer abgabe, politik politisch, demokratie demokratisch
democracy, wahl wählen election, polizei, feuerwehr brandschutz, katastrophe katastrophenschutz
notfall bevölkerungsschutz, hochwasser überschwemmung überflutung starkregen flut, wlan wifi
hotspot, breitband glasfaser, handy smartphone mobiltelefon, mobilfunk, computer rechner pc,
software programm, programmieren coden coding, messenger whatsapp, socialmedia instagram facebook
tiktok mastodon, verein vereine, treffen treff treffpunkt begegnung, fest feier feiern, kultur
kulturell culture, kunst künstler künstlerin, musik konzert, museum ausstellung, heimat,
geschichte historie historisch history, tourismus urlaub tourist, sport turnen, spielplatz, tier
haustier, insekt biene bienen wildbiene, nachhaltig nachhaltigkeit sustainability, klimaschutz,
klima climate, umwelt environment, reparatur reparieren repair, leihen verleihen ausleihen verleih
ausleihe sharing, parken parkplatz stellplatz parking, elektro elektrisch emobilität
elektromobilität elektroauto, ladesäule ladestation ladepunkt, fußgänger fußverkehr fußgängerin
fußweg gehweg bürgersteig fuß, kreuzung, ampel lichtsignalanlage, tempo geschwindigkeit, lärm
krach lautstärke, haltestelle bushaltestelle, umfrage befragung survey, chat chatbot bot, video
film, leichtesprache einfachesprache klartext, sprache language, deutschkurs sprachkurs, familie
family, frau weiblich women, einsamkeit einsam alleinsein, demenz alzheimer, katalog verzeichnis,
vergabe beschaffung ausschreibung einkaufsverfahren, transparenz transparent, onlinezugangsgesetz
ozg, digital digitalisierung digitalisieren digitization digitalisation, bürger bürgerin
bürgerschaft einwohner einwohnerin citizen, kommune gemeinde kommunal municipality, karte
landkarte kartierung kartieren map, sensor sensorik messstation, lorawan, messen messung,
mitfahren mitfahrgelegenheit fahrgemeinschaft carpooling mitfahr, stromsparen energiesparen,
ernährung essen lebensmittel food, gewalt, rassismus diskriminierung, zufall auslosung
losverfahren, bürgerwissenschaft citizenscience, skate skateboard skatepark skateanlage skater,
fakenews desinformation falschmeldung falschnachricht hoax, passwort kennwort, betrug phishing
abzocke trickbetrug, blüte blume blühen wildblume blühwiese blühstreifen, wochenende samstag
sonntag, schaufenster ladenlokal ladenfläche, sporthalle turnhalle, bürgermeister bürgermeisterin
landrat landrätin, rat gemeinderat kreistag stadtverordnete, religion glaube moschee synagoge,
theater schauspiel, journalismus zeitung presse lokalzeitung, spende sponsoring crowdfunding,
förderung fördermittel fördergeld zuschuss, gleichstellung gleichberechtigung gender, queer lgbt
regenbogen, obdachlos wohnungslos obdachlosigkeit, armut arm bedürftig, sucht droge alkohol,
psychisch depression seelisch mental, trauer hospiz sterben tod, geburt hebamme, schwimmbad
freibad hallenbad, wandern wanderweg spazieren, windkraft windrad windenergie, regenwasser
niederschlag, impfung impfen, unfall verletzt, biodiversität artenvielfalt artenschutz, gericht
justiz, baustelle tiefbau, kreislaufwirtschaft recycling, tablet ipad, spielen spiel game gaming,
lieferung lieferdienst, müllsammeln müllsammelaktion plogging, vandalismus graffiti, nachhilfe
hausaufgaben, ganztag ganztagsschule, rente ruhestand, mittagessen kantine mensa, dolmetschen
übersetzen übersetzung, mehrsprachig fremdsprache, werkstatt atelier, taxi ruftaxi anruftaxi
rufbus, tretroller escooter, bergbau bergwerk steinkohle kumpel, kochen küche, betreuung betreuen
aufsicht, verkehrsberuhigung spielstraße begegnungszone, querung zebrastreifen überweg, stau
verkehrschaos, lkw lastwagen lastverkehr, flugzeug flughafen fliegen, barzahlung bargeld,
bezahlkarte geldkarte, bezahlen zahlung bezahlung payment, kosten preis gebühr, günstig bezahlbar
billig sozialverträglich, abstimmung abstimmen voting, bürgerversammlung planungszelle,
volksentscheid bürgerentscheid bürgerbegehren, petition unterschriftenaktion, ausschuss gremium,
wahlbeteiligung wahlhelfer wahllokal, lobby korruption bestechung, populismus extremismus
rechtsextremismus, zusammenhalt solidarität, begegnungsort begegnungszentrum bürgerhaus,
generationen mehrgenerationenhaus, spielzeug spielsachen, alleinerziehend alleinerziehende,
vereinbarkeit familienfreundlich, schwanger schwangerschaft, mobbing cybermobbing, medienkompetenz
medienbildung, vertrauen glaubwürdigkeit, urheberrecht lizenz copyright, algorithmus algorithmen,
blockchain bitcoin, cloud server, schnittstelle api, drohne multikopter, roboter robotik, virtuell
vr virtualreality, zwilling digitalzwilling, geodaten gis geoinformation, statistik kennzahl,
dashboard datencockpit, website webseite homepage internetseite, barrierearm rollstuhlgerecht,
gebärdensprache gehörlos taub, blind sehbehindert sehbehinderung, newsletter rundbrief,
veranstaltung event, kalender veranstaltungskalender, flohmarkt trödelmarkt, bauernhof landwirt
bauer landwirtschaft, bio ökologisch öko, vegan vegetarisch pflanzlich, imker imkerei honig, jagd
jäger, wolf wildtier, hecke strauch, pilz pilze, müllvermeidung zerowaste abfallvermeidung,
plastik kunststoff verpackung, mehrweg pfand mehrwegbecher, kleidung kleider mode, secondhand
gebraucht gebrauchtwaren, unverpackt unverpacktladen, dämmung dämmen isolierung, neubau bauland
neubaugebiet, sanierung sanieren modernisieren, denkmal denkmalschutz baukultur, flächenverbrauch
versiegelung, entsiegelung entsiegeln, brache brachfläche, nachtleben club disco, lesung autor
literatur, malen zeichnen, fotografie foto fotografieren, podcast hörfunk, tanzen tanz, fußball
bolzplatz, laufen joggen, yoga entspannung, erstehilfe reanimation defibrillator, notruf
rettungsdienst, zivilschutz krisenvorsorge, pandemie corona covid, allergie asthma, krebs
onkologie, apotheke medikament, therapie therapeut psychotherapie, selbsthilfe selbsthilfegruppe,
kündigung arbeitslos arbeitslosigkeit, bewerbung bewerben vorstellungsgespräch, praktikum
praktikant, weiterbildung fortbildung qualifizierung, studium universität uni hochschule
studierende, schulhof pausenhof, führerschein fahrerlaubnis, fahrplan taktung, ticket fahrkarte
deutschlandticket, pendeln pendler berufsverkehr, seilbahn schwebebahn, unterstützung helfen
unterstützen, vorstand vereinsvorstand, beschwerde kritik feedback rückmeldung, wissen knowhow
erfahrungswissen, fehler scheitern, akte dokument papier, unterschrift signatur, postfach
briefkasten, wartezeit schlange warten, zuständigkeit zuständig, agil scrum, führungskraft chef,
mitarbeiter beschäftigte personal kollegium, strategie konzept leitbild, zusammenarbeit
kooperation vernetzung vernetzen interkommunal
"""
"""One thing, many words: between two commas. The first word stands for all."""

PHRASES = """
open data > opendata
offene daten > opendata
open source > opensource
freie software > opensource
quelloffene software > opensource
künstliche intelligenz > ki
artificial intelligence > ki
machine learning > ki
social media > socialmedia
soziale medien > socialmedia
soziale netzwerke > socialmedia
citizen science > bürgerwissenschaft
home office > homeoffice
leichte sprache > leichtesprache
einfache sprache > leichtesprache
plain language > leichtesprache
öffentlicher nahverkehr > nahverkehr
public transport > nahverkehr
e mobilität > elektromobilität
e auto > elektroauto
e akte > eakte
elektronische akte > eakte
digitale akte > eakte
car sharing > carsharing
smart city > smartcity
wi fi > wlan
town hall > rathaus
fake news > fakenews
start up > startup
mobiles arbeiten > homeoffice
mobile arbeit > homeoffice
"""
"""Two words that are one thing together, whatever their endings."""

NEAR = """
nahverkehr bus bahn haltestelle, hitze schatten, solar energie strom, energie strom, fußgänger
weg, klima klimaschutz, klima hitze, klima energie, beteiligung demokratie, beteiligung umfrage,
ki chat, parken auto, kita kind, opendata daten, verkehr nahverkehr bus bahn rad auto, eltern kind
familie, jugend schüler, schule schüler lehrer unterricht, senior pflege, senior alt, innenstadt
zentrum, arzt gesundheit klinik, laden innenstadt einkauf, leerstand innenstadt, wohnen miete, amt
rathaus, formular bescheid, barriere inklusion behinderung rollstuhl, garten grün, baum grün,
insekt garten blüte, reparatur werkstatt, müll plastik, migration integration flüchtling, lärm
tempo, breitband mobilfunk, computer handy, ausweis pass, politik demokratie wahl, passwort betrug
sicherheit internet, tempo langsam, angehörige familie eltern pflege, leerstand schaufenster
zwischennutzen laden, gründer startup coworking unternehmen, sporthalle sport halle, sprache
deutsch deutschkurs dolmetschen, deutsch migration, bürgermeister rathaus sprechstunde reden,
kunst galerie, leihen tauschen, insekt blüte wiese, wirtschaft unternehmen handwerk gewerbe,
trauer friedhof, religion kirche, theater kultur, museum geschichte heimat, geld steuer haushalt
förderung spende, armut obdachlos, sucht gesundheit psychisch, windkraft energie strom,
regenwasser hochwasser, schwimmbad sport, biodiversität natur umwelt insekt, rat politik, bücherei
lesen buch, fachkräfte ausbildung arbeit, frau gleichstellung, schule ganztag nachhilfe, mensa
ernährung, transparenz politik, taxi bus, kreislaufwirtschaft müll reparatur, stadtteil treffen,
verein ehrenamt
"""
"""Between two commas: each is near to every other, though not the same."""
