/** What people call a place, beside its English name and its code: code, then names. */
export const aliases = `
NYC: new york city, nueva york, manhattan, big apple
JFK: kennedy, new york kennedy
LAX: la, l a, los angeles international
SFO: sf, san fran, frisco
LAS: vegas
WAS: washington dc, washington d c, dc
PHL: philly
MSY: nola
SLC: salt lake
MSP: minneapolis st paul, twin cities
DFW: dallas fort worth, fort worth
RDU: raleigh, durham, raleigh durham
TPA: tampa bay
FLL: fort lauderdale, ft lauderdale
SNA: santa ana
MIA: miami beach
HNL: oahu, hawaii
OGG: kahului
LON: londres, londra, londen
PAR: parigi, parijs
ROM: roma, rom
MIL: milano, mailand
VCE: venezia, venedig
FLR: firenze, florenz
NAP: napoli, neapel
TRN: torino
GOA: genova, genua
MUC: munchen, muenchen, monaco di baviera
CGN: koln, koeln, cologne bonn, bonn
FRA: frankfurt am main, frankfurt main, ffm
NUE: nurnberg, nuernberg
HAJ: hanover
DUS: duesseldorf
ZRH: zuerich
GVA: geneve, genf, ginevra
BSL: bale, basle, mulhouse
VIE: wien, vienne
PRG: praha, prag
WAW: warszawa, warschau
KRK: cracow, krakau
GDN: danzig
WRO: breslau
CPH: kobenhavn, kopenhagen
GOT: goteborg
OTP: bucuresti, bukarest
BEG: beograd
ATH: athina, athen
SKG: salonica, saloniki
LIS: lisboa, lissabon
OPO: oporto
SVQ: sevilla
PMI: palma, mallorca, majorca
AGP: costa del sol
BRU: bruxelles, brussel
AMS: holland
LUX: luxemburg
MOW: moskva, moskau
LED: saint petersburg russia, leningrad
KBP: kiev
IST: istambul, constantinople
ADB: smyrna
CAI: kairo, el qahira
TLV: jaffa
DXB: dubay
BOM: bombay
DEL: new delhi
CCU: calcutta
MAA: madras
BLR: bengaluru
COK: cochin
TRV: trivandrum
CMB: ceylon
SGN: saigon, hcmc
RGN: rangoon
BJS: peking, 北京
SHA: 上海
CAN: canton
TYO: tokio, 東京, 东京
OSA: kansai, kyoto, 大阪
SEL: 서울
HKG: hongkong, 香港
SIN: singapur
DPS: denpasar, ubud, kuta
KUL: kl
MEX: cdmx, ciudad de mexico, mexico df
CUN: riviera maya, playa del carmen
HAV: la habana, havanna
RIO: rio
SAO: sampa
BUE: baires
BOG: santa fe de bogota
JNB: joburg, jozi
CPT: kapstadt
SYD: sidney
KEF: keflavik
PPT: papeete
MLE: maldives
MRU: plaine magnien
SEZ: mahe
SXM: st maarten, st martin
TFU: tianfu
YUL: montréal
YQB: québec, quebec city
BCN: barca, barcelone
ALC: costa blanca
PUJ: bavaro
NQZ: nur sultan
BSZ: FRU
PBI: DJT
RMO: KIV
UBN: ULN
KTM: nepal`
