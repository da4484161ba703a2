import type { Airport } from '../airports/airport.ts'

/** What kind of network an airline flies: all over the world, on one continent, around its bases, or at low fares between any two of its airports. */
export type AirlineKind = 'world' | 'continent' | 'regional' | 'lowCost'

export interface Airline {
  /** IATA code. */
  code: string
  name: string
  kind: AirlineKind
  /** Airlines of one alliance sell each other's flights as connections; empty when in none. */
  alliance: string
  hubs: readonly Airport[]
}

// Code, kind (w world, c continent, r regional, l low cost), alliance (s Star, o oneworld, t SkyTeam, - none), name, hubs.
const table = `
LH w s Lufthansa: FRA MUC
LX w s SWISS: ZRH GVA
OS w s Austrian: VIE
SN w s Brussels Airlines: BRU
LO w s LOT Polish Airlines: WAW
SK w s Scandinavian Airlines: CPH ARN OSL
TP w s TAP Air Portugal: LIS OPO
TK w s Turkish Airlines: IST ESB
A3 c s Aegean Airlines: ATH SKG
OU r s Croatia Airlines: ZAG SPU
AF w t Air France: CDG ORY LYS
KL w t KLM: AMS
AZ w t ITA Airways: FCO LIN
RO c t TAROM: OTP
UX w t Air Europa: MAD
VS w t Virgin Atlantic: LHR MAN
BA w o British Airways: LHR LGW LCY
IB w o Iberia: MAD
AY w o Finnair: HEL
EI w - Aer Lingus: DUB SNN
FI w - Icelandair: KEF
LG r - Luxair: LUX
JU c - Air Serbia: BEG
BT c - airBaltic: RIX TLL VNO
KM c - KM Malta Airlines: MLA
NT r - Binter Canarias: LPA TFN
WF r - Widerøe: BGO TOS OSL BOO
SU c - Aeroflot: SVO
S7 c - S7 Airlines: OVB DME
FV c - Rossiya: LED KJA
HY c - Uzbekistan Airways: TAS
KC c - Air Astana: ALA NQZ
J2 c - Azerbaijan Airlines: GYD
A9 r - Georgian Airways: TBS
FR l - Ryanair: STN DUB BGY CRL CIA MAN KRK AGP PMI BVA OPO PSA BLQ WMI HHN
U2 l - easyJet: LGW MXP GVA ORY BER LTN BRS NAP LYS BSL LIS EDI NCE
W6 l - Wizz Air: BUD WAW LTN OTP SOF KTW TIA VIE BEG VNO CLJ SKP GDN
VY l - Vueling: BCN ORY FCO ALC SVQ BIO
EW l - Eurowings: DUS CGN STR HAM PMI BER
HV l - Transavia: AMS ORY EIN
LS l - Jet2: MAN LBA BHX EDI STN NCL EMA GLA
DY l - Norwegian: OSL ARN CPH BGO HEL TRD
PC l - Pegasus: SAW AYT ADB
AA w o American Airlines: DFW CLT ORD MIA PHL PHX JFK DCA LAX
DL w t Delta Air Lines: ATL DTW MSP SLC JFK SEA BOS LAX LGA
UA w s United Airlines: ORD DEN IAH EWR SFO IAD LAX GUM
AS c o Alaska Airlines: SEA PDX ANC SFO
HA c o Hawaiian Airlines: HNL OGG
WN l - Southwest Airlines: DAL DEN MDW BWI LAS PHX HOU BNA MCO OAK STL
B6 l - JetBlue: JFK BOS FLL MCO SJU
F9 l - Frontier: DEN MCO LAS ATL PHL
NK l - Spirit Airlines: FLL DTW LAS MCO EWR
G4 l - Allegiant: LAS SFB PIE AZA
AC w s Air Canada: YYZ YUL YVR YYC
WS c - WestJet: YYC YYZ YVR YEG
PD r - Porter Airlines: YTZ YOW YUL YHZ
5T r - Canadian North: YZF YFB YOW
AM w t Aeroméxico: MEX MTY GDL
Y4 l - Volaris: TIJ GDL MEX CUN
VB l - Viva: MTY MEX CUN NLU
CM c s Copa Airlines: PTY
AV w s Avianca: BOG SAL MDE
LA w - LATAM: SCL LIM GRU BSB BOG UIO GYE
G3 c - GOL: GRU CGH GIG BSB CNF
AD c - Azul: VCP CNF REC CWB
AR c t Aerolíneas Argentinas: AEP EZE COR
JA l - JetSMART: SCL AEP LIM
OB c - Boliviana de Aviación: VVI CBB LPB
V0 c - Conviasa: CCS
CU c - Cubana: HAV
UP r - Bahamasair: NAS
BW c - Caribbean Airlines: POS KIN
TX w - Air Caraïbes: PTP FDF
WM r - Winair: SXM CUR
DM l - Arajet: SDQ PUJ
ZP c - Paranair: ASU
EK w - Emirates: DXB
FZ l - flydubai: DXB
EY w - Etihad Airways: AUH
QR w o Qatar Airways: DOH
SV w t Saudia: JED RUH MED
XY l - flynas: RUH JED DMM
G9 l - Air Arabia: SHJ AUH CMN
GF c - Gulf Air: BAH
KU c - Kuwait Airways: KWI
WY c o Oman Air: MCT
RJ c o Royal Jordanian: AMM
ME c t Middle East Airlines: BEY
LY w - El Al: TLV
IR c - Iran Air: IKA THR MHD
IA c - Iraqi Airways: BGW EBL
MS w s EgyptAir: CAI
ET w s Ethiopian Airlines: ADD LFW
KQ w t Kenya Airways: NBO
SA w s South African Airways: JNB CPT
4Z r - Airlink: JNB CPT
AT w o Royal Air Maroc: CMN RAK
AH c - Air Algérie: ALG
TU c - Tunisair: TUN
LN c - Libyan Airlines: MJI BEN
WB c - RwandAir: KGL
TC c - Air Tanzania: DAR
UR c - Uganda Airlines: EBB
P4 c - Air Peace: LOS ABV
HC c - Air Senegal: DSS
HF c - Air Côte d'Ivoire: ABJ
DT c - TAAG Angola: LAD
TM r - LAM: MPM
MD c - Madagascar Airlines: TNR
MK w - Air Mauritius: MRU
UU w - Air Austral: RUN
HM c - Air Seychelles: SEZ
QC c - Camair-Co: DLA
8U c - Afriqiyah: TIP
JL w o Japan Airlines: HND NRT ITM FUK
NH w s All Nippon Airways: HND NRT ITM CTS
MM l - Peach: KIX OKA CTS
BC l - Skymark: HND UKB FUK
KE w t Korean Air: ICN GMP CJU
OZ w s Asiana Airlines: ICN GMP
7C l - Jeju Air: ICN CJU PUS
CA w s Air China: PEK CTU TFU
MU w t China Eastern: PVG SHA KMG XIY
CZ w t China Southern: CAN PKX URC SZX
HU w - Hainan Airlines: HAK PEK XIY
MF c t Xiamen Airlines: XMN FOC HGH
3U c - Sichuan Airlines: CTU CKG KMG
ZH c s Shenzhen Airlines: SZX WUX CAN
SC c - Shandong Airlines: TNA TAO
9C l - Spring Airlines: SHA PVG SJW
CX w o Cathay Pacific: HKG
UO l - HK Express: HKG
NX c - Air Macau: MFM
CI w t China Airlines: TPE KHH
BR w s EVA Air: TPE
OM c - MIAT Mongolian: UBN
SQ w s Singapore Airlines: SIN
TR l - Scoot: SIN
MH w o Malaysia Airlines: KUL BKI KCH
AK l - AirAsia: KUL PEN BKI JHB
TG w s Thai Airways: BKK
PG r - Bangkok Airways: BKK USM
FD l - Thai AirAsia: DMK CNX HKT
VN w t Vietnam Airlines: HAN SGN DAD
VJ l - VietJet Air: SGN HAN DAD
GA w t Garuda Indonesia: CGK DPS UPG
JT l - Lion Air: CGK SUB KNO UPG DPS
IW r - Wings Air: SUB UPG KNO BPN AMQ
PR w - Philippine Airlines: MNL CEB DVO
5J l - Cebu Pacific: MNL CEB DVO
QV r - Lao Airlines: VTE
K6 r - Air Cambodia: PNH SAI
8M r - Myanmar Airways International: RGN
BI c - Royal Brunei: BWN
AI w s Air India: DEL BOM
6E l - IndiGo: DEL BOM BLR HYD CCU MAA
IX l - Air India Express: COK BLR DEL
UL w o SriLankan Airlines: CMB
BG c - Biman Bangladesh: DAC
PK c - Pakistan International: KHI ISB LHE
RA r - Nepal Airlines: KTM
KB r - Drukair: PBH
FG r - Ariana Afghan: KBL
Q2 r - Maldivian: MLE
QF w o Qantas: SYD MEL BNE PER
JQ l - Jetstar: MEL SYD OOL AVV
VA c - Virgin Australia: BNE SYD MEL
QQ r - Alliance Airlines: BNE DRW CNS
ZL r - Rex: SYD ADL
NZ w s Air New Zealand: AKL CHC WLG
FJ w o Fiji Airways: NAN
PX c - Air Niugini: POM
SB c - Aircalin: NOU
TN w - Air Tahiti Nui: PPT
VT r - Air Tahiti: PPT
IE r - Solomon Airlines: HIR
NF r - Air Vanuatu: VLI`

const kinds = { w: 'world', c: 'continent', r: 'regional', l: 'lowCost' } as const

/** Reads the airlines; a hub that is not among the airports is left out. */
export function readAirlines(airports: ReadonlyMap<string, Airport>): Airline[] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [, code, kind, alliance, name, hubs] = /^(\w\w) ([wcrl]) ([sot-]) (.+): ([A-Z ]+)$/.exec(line)!
      const known = hubs!.split(' ').flatMap((hub) => airports.get(hub) ?? [])
      return { code: code!, name: name!, kind: kinds[kind as keyof typeof kinds], alliance: alliance === '-' ? '' : alliance!, hubs: known }
    })
}
