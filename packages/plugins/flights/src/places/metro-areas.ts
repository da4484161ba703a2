/** Cities that airlines sell under one code of their own: code, name, country, airports. */
export const metroAreas = `
LON London GB LHR LGW STN LTN LCY SEN
PAR Paris FR CDG ORY BVA
NYC New York US JFK EWR LGA
TYO Tokyo JP HND NRT
OSA Osaka JP KIX ITM UKB
SEL Seoul KR ICN GMP
BJS Beijing CN PEK PKX
SHA Shanghai CN PVG SHA
MIL Milan IT MXP LIN BGY
ROM Rome IT FCO CIA
STO Stockholm SE ARN BMA NYO VST
MOW Moscow RU SVO DME VKO ZIA
CHI Chicago US ORD MDW
WAS Washington US DCA IAD BWI
YTO Toronto CA YYZ YTZ
SAO São Paulo BR GRU CGH VCP
RIO Rio de Janeiro BR GIG SDU
BUE Buenos Aires AR EZE AEP
JKT Jakarta ID CGK HLP
BKK Bangkok TH BKK DMK
HOU Houston US IAH HOU
DFW Dallas US DFW DAL
BFS Belfast GB BFS BHD
TCI Tenerife ES TFS TFN
OSL Oslo NO OSL TRF
BRU Brussels BE BRU CRL
FRA Frankfurt DE FRA HHN
IST Istanbul TR IST SAW
DXB Dubai AE DXB DWC
MEX Mexico City MX MEX NLU
MEL Melbourne AU MEL AVV
SPK Sapporo JP CTS OKD
CTU Chengdu CN TFU CTU
TPE Taipei TW TPE TSA
THR Tehran IR IKA THR
KUL Kuala Lumpur MY KUL SZB
MDE Medellín CO MDE EOH
BHZ Belo Horizonte BR CNF PLU
GOI Goa IN GOX GOI
VCE Venice IT VCE TSF
WAW Warsaw PL WAW WMI
BUH Bucharest RO OTP BBU
ORL Orlando US MCO SFB
MNL Manila PH MNL CRK
GLA Glasgow GB GLA PIK
QSF San Francisco Bay Area US SFO OAK SJC
QLA Los Angeles area US LAX BUR SNA ONT LGB
QMI South Florida US MIA FLL PBI`
