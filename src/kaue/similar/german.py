"""Which words are said everywhere, and what compounds are made of; German first, then English.

Words stand here as people write them; `words.py` folds them. Order means nothing.
"""

STOP = """
der die das den dem des ein eine einen einem einer eines kein keine keinen keiner nicht nichts nie
und oder aber sondern auch nur noch schon mal doch denn weil wenn dann als ob dass damit so sowie
ich du er sie es wir ihr mich dich uns euch ihnen ihm ihn mir dir mein dein sein unser unsere
unseren unserem unserer euer eure ihre ihren ihrem ihrer seine seinen man jemand wer was wen wem
wie wo wann warum wieso weshalb wozu woher wohin welche welcher welches welchen
in im ins an am ans auf aus bei beim bis durch für fürs gegen hinter mit nach neben ohne seit statt
über um unter unterm von vom vor wegen zu zum zur zwischen rund trotz
ist sind war waren sei wird werden wurde worden bin bist seid habe haben hat hatte kann können
könnte könnten muss müssen müsste soll sollen sollte sollten will wollen darf dürfen mag möchte
möchten lässt lassen geht gehen gibt geben macht machen mache braucht brauchen kommt kommen bleibt
hier da dort dabei dazu daran darauf davon dafür dieser diese dieses diesen jeder jede jedes jeden
alle allen aller alles viel viele vielen mehr weniger sehr ganz etwas einfach endlich immer wieder
besser gut gute guter gutes guten neu neue neuer neues neuen eigentlich wirklich echt bitte ja nein
heute morgen jetzt bald klappt gelingt gelingen funktioniert richtig los
thema themen session sessions workshop vortrag diskussion frage fragen idee ideen impuls barcamp
erfahrung erfahrungen austausch vorstellung einführung beispiel praxis

the a an of and or but not no in on at to for from with without by about into is are was be been
can could should would will do does did has have had how what why when where who which we you they
i it its our your their this that these those all more most new good better make making get let us
talk topic idea ideas question introduction experience
"""
"""Says nothing about what a topic is about."""

EVERYWHERE = """
digital digitalisierung stadt kreis gemeinde kommune kommunal verwaltung bürger bürgerin mensch
leute öffentlich gemeinsam zukunft projekt region regional lokal land ort leben lebenswert
nutzen helfen gestalten entwickeln fördern schaffen möglichkeit chance zeit tag arbeiten
smart online internet plattform netz portal app service angebot selbst selber eigen leicht
erklären verständlich zeigen einsteiger anfänger grundlage überblick starten gründen retten finden
denken sehen suchen organisieren verwalten frei erreichen werkstatt
beginner start save find free explain
citizen city digital public local municipality community together people
"""
"""In every eighth title or so: tells topics hardly apart."""

OFTEN = """
daten offen open data klima verkehr schule kind jugend haus platz raum dienst amt behörde rathaus
verein ehrenamt energie umwelt kultur gesundheit weg bildung sicher schnell alltag system
mobilität nachhaltig sozial straße information technik team werkzeug lernen bauen planen karte
government environment health school education energy transport mobility
"""
"""In every twenty-fifth title or so."""

PARTS = """
abend abfall abgabe ablauf abstimmung acker akte akteur alarm alt alter ampel amt analog analyse
anfrage anlage anmeldung antrag anwendung arbeit archiv armut arzt atlas aufgabe ausbildung
ausgabe ausländer ausleihe ausschuss ausstellung ausweis auto automat azubi bad bahn bahnhof
balkon bank barriere barrierefrei bauer baum beamte bebauung begegnung begrünung behindert
behinderung beirat benzin beratung bereich beruf bescheid beschluss beschwerde besucher
beteiligung betreuung betrieb bevölkerung bewegung bewerbung biblio biene bienen bild blind blog
blüte boden bot brand breitband brief brunnen brücke bus bücherei bühne bürgerbudget
bürgerhaushalt bürgermeister büro café campus chat cloud computer container dach datei datenbank
datenschutz deich demenz demokratie denkmal dialog digital dorf drohne dünger dürre echtzeit ehe
einbürgerung einkauf einrichtung einsamkeit einzelhandel eltern email energie engagement enkel
entsiegelung ernährung essen europa fach fachkräfte fahrrad familie farbe fähre feier ferien fern
fest feuer feuerwehr film finanz fläche flucht fluss flüchtling formular foto förderung fraktion
frau freiwillig freizeit frieden friedhof funk fuß fußgänger fußverkehr führung garten gebäude
gebet gebühr gefahr geld generation genossenschaft gerät geruch geschichte gesellschaft gesetz
gesundheit gewalt gewässer gewerbe gigabit glasfaser gleich gremium gruppe grün gründer gründung
hafen halde halle halte haltestelle hand handel handwerk haushalt haustier hebamme heim heimat
heizung hilfe hitze hochschule hochwasser holz hund identität industrie infrastruktur inklusion
innen innovation insekt integration jahr jobcenter jugend kaffee kalender kamera kanal karte kasse
katastrophe katastrophenschutz katze keller kinder kindergarten kinderwagen kino kiosk kirche kita
klasse kleidung klima klimaschutz klinik kohle kommunikation kompost konferenz konto konzert
korruption kosten kraft kraftwerk kranken krankenhaus kreislauf kreisverkehr kreuzung krise kunde
kunst kurs küche labor lade laden ladesäule lampe landschaft landwirt lasten laterne laufen lärm
leer leerstand lehrer lehrkraft leicht leihen leistung leitung lesen licht liste lizenz
losverfahren luft mandat mangel marke markt maschine material mädchen mängel männer medien medizin
melder meldung messen messenger messung miete mieter migration mitarbeiter mitfahr mittag mittel
mittelstand mobil mobilfunk modell moor möbel museum musik mutter müll nachbar nachbarschaft nacht
nachwuchs name natur netzwerk newsletter notfall notruf obst oper orchester ordnung park parken
parkplatz partei partner pass passwort pendler personal pfand pflanze pflege plakat planung
plastik podcast politik polizei post postfach preis presse privat problem programm protokoll
prozess quartier quelle rad radio rat rathaus ratten raum rätsel rechner recht rede regel regen
register reisen rente reparatur restaurant rettung rollstuhl sanierung satzung säule schach
schatten schiene schiff schilder schloss schmutz schnee schrift schulden schule schutz schüler
schwamm schwimm see senioren sensor sharing sicherheit siedlung signatur silber sirene sitzung
software solar sommer sonne spaß spende spiel spielplatz sport sprache sprechstunde stadtteil
stall stand starkregen statistik stelle steuer stiftung stimme strategie straße strom studie stuhl
suche sucht tafel tanz tausch taxi technologie teich telefon tempo termin test text theater tier
tour tourismus training transparenz treff treffen treppe trinken turm umfrage umwelt umzug unfall
unternehmen unterricht urkunde überflutung übergabe überwachung vater verbot verbrauch verein
verfahren verfassung vergabe verkehr verkehrsmittel vermietung verpackung versammlung versicherung
versickerung versorgung verständnis vertrag verwaltung video vielfalt vogel volk vorlesen wache
wachs wahl wald waldbrand wand wandel wanderung warn warnung warten wartung wasser wärme weg weide
weihnacht wein welt werkstatt werkzeug wettbewerb wetter wiederverwendung wiese wifi wind winter
wirtschaft wissen wissenschaft wlan wohnen wohnung wolke wunsch zahl zahlung zähler zebra zeche
zeitung zentrum zeugnis ziel zisterne zufall zug zugang zukunft zulassung zuschuss
"""
"""What compounds are made of, beyond the words of the other lists."""
