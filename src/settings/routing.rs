//! Routing in the words of the API (ET-10): other platforms to which a share of a campaign's invitations points. There is
//! no word in it for whom, or in which mood: who is routed where follows from a hash (AW-5).

use std::collections::BTreeSet;

use ::url::Url;
use rules::routing::{MOST_PLATFORMS, Platform};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::field::{Fault, Faults, text, url};

/// Where a campaign names its platforms.
pub const ROUTING: &str = "/routing";
/// A name stands on a button, in seven languages beside other words.
const LONGEST_NAME: usize = 60;
/// All invitations, in percent.
const ALL: u8 = 100;

/// Another platform, and its share of a campaign's invitations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlatformSettings {
    /// What it is called, up to 60 characters.
    #[schema(max_length = 60, example = "Trusted Reviews")]
    pub platform: String,
    /// Where a review is written there; https.
    #[schema(max_length = 2048, example = "https://reviews.example/write/main-street")]
    pub url: String,
    /// How many in a hundred invitations point there; of all platforms together at most 100.
    #[schema(minimum = 1, maximum = 100, example = 10)]
    pub percent: i64,
}

/// Reads the platforms; everything that is wrong with them is noted below [`ROUTING`].
pub fn check(settings: &[PlatformSettings], faults: &mut Faults) -> Vec<Platform> {
    if settings.len() > MOST_PLATFORMS {
        faults.add(ROUTING, Fault::told("routing.length", format!("at most {MOST_PLATFORMS} platforms")));
        return Vec::new();
    }
    let (mut names, mut sum) = (BTreeSet::new(), 0);
    let read = settings.iter().enumerate().filter_map(|(place, one)| {
        let at = |field: &str| format!("{ROUTING}/{place}/{field}");
        let name = faults.keep(&at("platform"), one.name(&mut names));
        let url = faults.keep(&at("url"), address(&one.url));
        let percent = faults.keep(&at("percent"), one.percent(&mut sum));
        Some(Platform { name: name?, url: url?, percent: percent? })
    });
    read.collect()
}

impl PlatformSettings {
    /// Takes white space away that nobody meant, so that what is kept is what is used.
    pub fn tidy(&mut self) {
        for text in [&mut self.platform, &mut self.url] {
            *text = text.trim().to_owned();
        }
    }

    /// Reports tell platforms apart by their names.
    fn name(&self, known: &mut BTreeSet<String>) -> Result<String, Fault> {
        let name = text::line(self.platform.clone(), LONGEST_NAME)?;
        if known.insert(name.to_lowercase()) {
            return Ok(name);
        }
        Err(Fault::new("platform.repeated", "this platform is in the list already"))
    }

    fn percent(&self, sum: &mut u32) -> Result<u8, Fault> {
        let percent = u8::try_from(self.percent).ok().filter(|percent| (1..=ALL).contains(percent));
        let percent = percent.ok_or(Fault::new("percent.out_of_range", "a whole number from 1 to 100"))?;
        *sum += u32::from(percent);
        if *sum <= u32::from(ALL) {
            return Ok(percent);
        }
        Err(Fault::new("percent.more_than_all", "together the platforms would get more than 100 percent"))
    }
}

/// The address as a browser is led there: in ASCII.
fn address(text: &str) -> Result<String, Fault> {
    let address = url::secure(text)?;
    Url::parse(&address).map(String::from).map_err(|_| url::malformed())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(platform: &str, url: &str, percent: i64) -> PlatformSettings {
        PlatformSettings { platform: platform.to_owned(), url: url.to_owned(), percent }
    }

    fn errors(settings: &[PlatformSettings]) -> Vec<(String, &'static str)> {
        let mut faults = Faults::default();
        check(settings, &mut faults);
        faults.into_errors().into_iter().map(|error| (error.pointer, error.code)).collect()
    }

    const PAGE: &str = "https://reviews.example/write";

    #[test]
    fn what_can_be_used_is_read() {
        let mut faults = Faults::default();
        let read =
            check(&[one(" Äкだ Reviews ", "https://bücher.example/grün#stars", 99), one("B", PAGE, 1)], &mut faults);
        assert!(faults.is_empty());
        let read: Vec<_> = read.iter().map(|one| (&*one.name, &*one.url, one.percent)).collect();
        let ascii = "https://xn--bcher-kva.example/gr%C3%BCn#stars";
        assert_eq!(read, [("Äкだ Reviews", ascii, 99), ("B", PAGE, 1)]);
    }

    #[test]
    fn each_fault_is_told_where_it_is() {
        let table = [
            (one("", PAGE, 1), "/routing/0/platform", "field.missing"),
            (one(&"ö".repeat(61), PAGE, 1), "/routing/0/platform", "text.too_long"),
            (one("a\u{202e}b", PAGE, 1), "/routing/0/platform", "text.controls"),
            (one("A", "", 1), "/routing/0/url", "url.malformed"),
            (one("A", "http://reviews.example", 1), "/routing/0/url", "url.insecure"),
            (one("A", "javascript:alert(1)", 1), "/routing/0/url", "url.malformed"),
            (one("A", "https://reviews.example@evil.example/", 1), "/routing/0/url", "url.malformed"),
            (one("A", "https://reviews.example/?score={rating}", 1), "/routing/0/url", "url.malformed"),
            (one("A", &format!("https://a/{}", "x".repeat(2_048)), 1), "/routing/0/url", "text.too_long"),
            (one("A", PAGE, 0), "/routing/0/percent", "percent.out_of_range"),
            (one("A", PAGE, 101), "/routing/0/percent", "percent.out_of_range"),
            (one("A", PAGE, i64::MIN), "/routing/0/percent", "percent.out_of_range"),
        ];
        for (settings, pointer, code) in table {
            assert_eq!(errors(std::slice::from_ref(&settings)), [(pointer.to_owned(), code)], "{settings:?}");
        }
    }

    #[test]
    fn a_list_has_ten_different_platforms_and_a_hundred_percent_at_most() {
        let many: Vec<_> = (0..=MOST_PLATFORMS).map(|number| one(&number.to_string(), PAGE, 1)).collect();
        assert_eq!(errors(&many), [("/routing".to_owned(), "routing.length")]);
        assert_eq!(errors(&many[1..]), []);
        let twice = [one("Reviews", PAGE, 1), one("REVIEWS ", PAGE, 1)];
        assert_eq!(errors(&twice), [("/routing/1/platform".to_owned(), "platform.repeated")]);
        let much = [one("A", PAGE, 60), one("B", PAGE, 40), one("C", PAGE, 1)];
        assert_eq!(errors(&much), [("/routing/2/percent".to_owned(), "percent.more_than_all")]);
        assert_eq!(errors(&much[..2]), []);
    }
}
