//! Comments: what made-up customers write, in their own language and as their stars say.

use super::chance::{draw, pick};

/// What people of one language write: with one or two stars, with three, with more.
struct Words {
    locale: &'static str,
    poor: &'static [&'static str],
    fair: &'static [&'static str],
    good: &'static [&'static str],
}

const WORDS: &[Words] = &[
    Words {
        locale: "en",
        poor: &[
            "The sleeve was bent when it got here. I wrote to you and am still waiting.",
            "Two weeks for a record that was said to be in stock.",
            "Side B skips. A pity, it was a present.",
        ],
        fair: &[
            "The record is fine, the parcel took its time.",
            "All right. The pressing is a bit noisy on the quiet tracks.",
            "Good music, but I had to pick it up at the other end of town.",
        ],
        good: &[
            "Packed like a treasure. My neighbours know the bass lines by now.",
            "Here in two days and not a scratch on it.",
            "The note about the band that you put in made my week.",
            "Exactly the pressing I had looked for since spring.",
            "Third order, third time happy.",
        ],
    },
    Words {
        locale: "sv",
        poor: &[
            "Omslaget var vikt när skivan kom. Väntar fortfarande på svar.",
            "Fel skiva i paketet, och lång väntan.",
        ],
        fair: &["Skivan är bra, men det tog sin tid.", "Helt okej. Lite knaster på B-sidan."],
        good: &[
            "Så fint inslagen att jag knappt ville öppna.",
            "Kom på två dagar och låter underbart.",
            "Lappen om bandet gjorde min dag. Tack!",
            "Precis den pressning jag letat efter.",
        ],
    },
    Words {
        locale: "nb",
        poor: &["Platen hakket på siste spor. Synd.", "Det tok tre uker, uten et ord underveis."],
        fair: &["Fin plate, litt trege med å sende."],
        good: &["Godt pakket og rask levering.", "Akkurat den utgaven jeg lette etter. Supert!"],
    },
    Words {
        locale: "da",
        poor: &["Coveret havde fået et knæk på vejen."],
        fair: &["Fin plade, men pakken var længe undervejs."],
        good: &["Flot pakket ind og hurtigt fremme.", "Dejlig lyd, og en sød hilsen i pakken."],
    },
    Words {
        locale: "fi",
        poor: &["Levyssä oli naarmu, ja se hyppii."],
        fair: &["Hyvä levy, mutta paketti viipyi."],
        good: &["Pakattu huolella ja perillä nopeasti.", "Juuri se painos, jota etsin. Kiitos!"],
    },
    Words {
        locale: "de",
        poor: &["Die Hülle war geknickt, und eine Antwort kam erst nach Tagen."],
        fair: &["Gute Platte, aber das Paket war lange unterwegs."],
        good: &["Liebevoll verpackt, klingt wunderbar.", "Genau die Pressung, die ich gesucht habe."],
    },
    Words {
        locale: "fr",
        poor: &["La pochette est arrivée pliée, dommage."],
        fair: &["Bon disque, mais la livraison a été longue."],
        good: &[
            "Emballé avec soin, arrivé en deux jours.",
            "Le petit mot glissé dans le colis m'a fait plaisir.",
            "Exactement le pressage que je cherchais.",
        ],
    },
];

/// How many stars the customer of an order gives: mostly many, as people do.
pub fn stars(reference: &str) -> u32 {
    match draw("stars", reference, 100) {
        0..6 => 1,
        6..11 => 2,
        11..22 => 3,
        22..50 => 4,
        _ => 5,
    }
}

/// What they write; half of them write nothing.
pub fn comment(reference: &str, locale: &str, stars: u32) -> Option<&'static str> {
    if draw("writes", reference, 100) >= 55 {
        return None;
    }
    let words = WORDS.iter().find(|words| words.locale == locale)?;
    let said = match stars {
        ..=2 => words.poor,
        3 => words.fair,
        _ => words.good,
    };
    Some(pick(said, "comment", reference))
}
