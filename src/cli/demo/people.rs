//! People: made-up customers, each the same whenever their number comes up.

use super::chance::{draw, pick};
use super::shops::{NEW_YORK, STOCKHOLM};

/// Where customers of one kind shop, what they speak, and what they are called: each name as it is written, and in the
/// letters of a mail address.
struct People {
    /// How many of a hundred customers are like this.
    share: u32,
    shop: &'static str,
    locale: &'static str,
    zone: &'static str,
    given: &'static [(&'static str, &'static str)],
    family: &'static [(&'static str, &'static str)],
    family_first: bool,
}

#[rustfmt::skip]
const PEOPLE: &[People] = &[
    People {
        share: 32,
        shop: NEW_YORK,
        locale: "en",
        zone: "America/New_York",
        given: &[
            ("Grace", "grace"), ("Walter", "walter"), ("Ruth", "ruth"), ("Malik", "malik"), ("June", "june"),
            ("Owen", "owen"), ("Hazel", "hazel"), ("Theo", "theo"), ("Imani", "imani"), ("Frank", "frank"),
        ],
        family: &[
            ("Whitfield", "whitfield"), ("Okafor", "okafor"), ("Brennan", "brennan"), ("Delgado", "delgado"),
            ("Novak", "novak"), ("Abernathy", "abernathy"), ("Rossi", "rossi"), ("Pierce", "pierce"),
            ("Goldman", "goldman"), ("Lindqvist", "lindqvist"),
        ],
        family_first: false,
    },
    People {
        share: 8,
        shop: NEW_YORK,
        locale: "fr",
        zone: "America/Toronto",
        given: &[
            ("Océane", "oceane"), ("Mathieu", "mathieu"), ("Élise", "elise"), ("Benoît", "benoit"),
            ("Chloé", "chloe"), ("Gaëtan", "gaetan"), ("Maëlle", "maelle"), ("Luc", "luc"),
        ],
        family: &[
            ("Tremblay", "tremblay"), ("Bélanger", "belanger"), ("Gagné", "gagne"), ("Lévesque", "levesque"),
            ("Fournier", "fournier"), ("Côté", "cote"), ("Leclerc", "leclerc"), ("Desjardins", "desjardins"),
        ],
        family_first: false,
    },
    People {
        share: 3,
        shop: NEW_YORK,
        locale: "en",
        zone: "America/Los_Angeles",
        given: &[
            ("美咲", "misaki"), ("大輔", "daisuke"), ("陽菜", "hina"), ("健太", "kenta"), ("さくら", "sakura"),
            ("翔", "sho"),
        ],
        family: &[
            ("田中", "tanaka"), ("山本", "yamamoto"), ("小林", "kobayashi"), ("中村", "nakamura"), ("森", "mori"),
            ("清水", "shimizu"),
        ],
        family_first: true,
    },
    People {
        share: 5,
        shop: NEW_YORK,
        locale: "en",
        zone: "America/New_York",
        given: &[
            ("ليلى", "layla"), ("يوسف", "yusuf"), ("نور", "noor"), ("سامي", "sami"), ("مريم", "maryam"),
            ("كريم", "karim"),
        ],
        family: &[
            ("حداد", "haddad"), ("منصور", "mansour"), ("خوري", "khoury"), ("النجار", "alnajjar"), ("سلامة", "salameh"),
        ],
        family_first: false,
    },
    People {
        share: 5,
        shop: NEW_YORK,
        locale: "en",
        zone: "America/Chicago",
        given: &[
            ("Олена", "olena"), ("Тарас", "taras"), ("Дарина", "daryna"), ("Максим", "maksym"), ("Ірина", "iryna"),
        ],
        family: &[
            ("Шевчук", "shevchuk"), ("Коваленко", "kovalenko"), ("Мельник", "melnyk"), ("Бондар", "bondar"),
            ("Лисенко", "lysenko"),
        ],
        family_first: false,
    },
    People {
        share: 2,
        shop: NEW_YORK,
        locale: "en",
        zone: "America/New_York",
        given: &[
            ("अनन्या", "ananya"), ("रोहन", "rohan"), ("मीरा", "meera"), ("अर्जुन", "arjun"), ("कविता", "kavita"),
        ],
        family: &[("शर्मा", "sharma"), ("पटेल", "patel"), ("जोशी", "joshi"), ("कपूर", "kapoor"), ("देसाई", "desai")],
        family_first: false,
    },
    People {
        share: 26,
        shop: STOCKHOLM,
        locale: "sv",
        zone: "Europe/Stockholm",
        given: &[
            ("Ada", "ada"), ("Björn", "bjorn"), ("Märta", "marta"), ("Åke", "ake"), ("Signe", "signe"),
            ("Nils", "nils"), ("Ebba", "ebba"), ("Östen", "osten"), ("Saga", "saga"), ("Torsten", "torsten"),
        ],
        family: &[
            ("Ek", "ek"), ("Sjöberg", "sjoberg"), ("Åkerlund", "akerlund"), ("Nyström", "nystrom"),
            ("Hägg", "hagg"), ("Bergman", "bergman"), ("Lövgren", "lovgren"), ("Dahl", "dahl"),
            ("Öhman", "ohman"), ("Wallin", "wallin"),
        ],
        family_first: false,
    },
    People {
        share: 6,
        shop: STOCKHOLM,
        locale: "nb",
        zone: "Europe/Oslo",
        given: &[
            ("Ingrid", "ingrid"), ("Håkon", "hakon"), ("Solveig", "solveig"), ("Øyvind", "oyvind"),
            ("Tuva", "tuva"), ("Lars", "lars"),
        ],
        family: &[
            ("Solheim", "solheim"), ("Bråten", "braten"), ("Ødegård", "odegard"), ("Haugen", "haugen"),
            ("Myhre", "myhre"),
        ],
        family_first: false,
    },
    People {
        share: 5,
        shop: STOCKHOLM,
        locale: "da",
        zone: "Europe/Copenhagen",
        given: &[("Freja", "freja"), ("Søren", "soren"), ("Astrid", "astrid"), ("Jeppe", "jeppe"), ("Maja", "maja")],
        family: &[
            ("Kjær", "kjaer"), ("Østergaard", "ostergaard"), ("Holm", "holm"), ("Winther", "winther"),
            ("Bruun", "bruun"),
        ],
        family_first: false,
    },
    People {
        share: 4,
        shop: STOCKHOLM,
        locale: "fi",
        zone: "Europe/Helsinki",
        given: &[("Aino", "aino"), ("Väinö", "vaino"), ("Helmi", "helmi"), ("Eero", "eero"), ("Tyyne", "tyyne")],
        family: &[
            ("Mäkelä", "makela"), ("Virtanen", "virtanen"), ("Lehtonen", "lehtonen"), ("Hämäläinen", "hamalainen"),
        ],
        family_first: false,
    },
    People {
        share: 4,
        shop: STOCKHOLM,
        locale: "de",
        zone: "Europe/Berlin",
        given: &[
            ("Käthe", "kaethe"), ("Jürgen", "juergen"), ("Lotte", "lotte"), ("Moritz", "moritz"), ("Änne", "aenne"),
        ],
        family: &[
            ("Weiß", "weiss"), ("Krüger", "krueger"), ("Vogel", "vogel"), ("Schäfer", "schaefer"), ("Brandt", "brandt"),
        ],
        family_first: false,
    },
];

/// A customer.
pub struct Person {
    pub name: String,
    pub email: String,
    pub shop: &'static str,
    pub locale: &'static str,
    pub zone: &'static str,
}

impl Person {
    /// The one with this number.
    pub fn of(customer: &str) -> Self {
        let people = kind(draw("kind", customer, 100));
        let given = pick(people.given, "given", customer);
        let family = pick(people.family, "family", customer);
        let name = match people.family_first {
            true => format!("{} {}", family.0, given.0),
            false => format!("{} {}", given.0, family.0),
        };
        let host = pick(&["example.com", "example.org"], "host", customer);
        let email = format!("{}.{}.{}@{host}", given.1, family.1, customer.trim_start_matches('0'));
        Self { name, email, shop: people.shop, locale: people.locale, zone: people.zone }
    }
}

fn kind(drawn: u32) -> &'static People {
    let mut below = 0;
    let found = PEOPLE.iter().find(|people| {
        below += people.share;
        drawn < below
    });
    found.unwrap_or(&PEOPLE[0])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::delivery::EmailAddress;

    #[test]
    fn everybody_has_a_name_and_an_address_of_their_own_at_a_host_that_is_nobodys() {
        assert_eq!(PEOPLE.iter().map(|people| people.share).sum::<u32>(), 100);
        let people: Vec<_> = (1..=2_500).map(|number| Person::of(&format!("{number:05}"))).collect();
        for person in &people {
            assert!(EmailAddress::parse(&person.email).is_ok(), "{}", person.email);
            assert!(person.email.ends_with("@example.com") || person.email.ends_with("@example.org"));
            assert!(rules::time::Zone::parse(person.zone).is_ok(), "{}", person.zone);
        }
        assert_eq!(people.iter().map(|person| &person.email).collect::<BTreeSet<_>>().len(), people.len());
        let locales: BTreeSet<_> = people.iter().map(|person| person.locale).collect();
        assert_eq!(locales.into_iter().collect::<Vec<_>>(), ["da", "de", "en", "fi", "fr", "nb", "sv"]);
        assert_eq!(Person::of("00042").email, Person::of("00042").email);
    }
}
