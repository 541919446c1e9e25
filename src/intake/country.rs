//! Countries by their two letters (ISO 3166-1).

use std::fmt;

use crate::field::Fault;

/// All codes in use, and three that ISO has not assigned but that addresses and phone numbers carry: AC and TA (islands),
/// XK (Kosovo).
const CODES: &str = "\
    AC AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ \
    BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU \
    CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB \
    GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL \
    IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI \
    LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV \
    MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN \
    PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR \
    SS ST SV SX SY SZ TA TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM \
    US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";

/// A country of ISO 3166-1, in capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Country([u8; 2]);

impl Country {
    /// Reads the two letters of a country, in any case.
    ///
    /// # Errors
    /// `country.unknown`
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let unknown = || Fault::new("country.unknown", "not the two letters of a country (ISO 3166), such as SE");
        let letters: [u8; 2] = text.trim().as_bytes().try_into().map_err(|_| unknown())?;
        let letters = letters.map(|letter| letter.to_ascii_uppercase());
        let known = CODES.as_bytes().chunks(3).any(|code| code.starts_with(&letters));
        if known { Ok(Self(letters)) } else { Err(unknown()) }
    }

    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("the codes are ASCII")
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_back() {
        assert_eq!(CODES.split(' ').count(), 252);
        for code in CODES.split(' ') {
            assert_eq!(Country::parse(code).unwrap().as_str(), code);
        }
        assert_eq!(Country::parse(" se ").unwrap().to_string(), "SE");
    }

    #[test]
    fn what_is_no_country_is_refused() {
        for text in ["", "S", "SWE", "ZZ", "E ", " S", "UK", "46", "å", "\0\0", "D A"] {
            assert_eq!(Country::parse(text).unwrap_err().code, "country.unknown", "{text:?}");
        }
    }
}
