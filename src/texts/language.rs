//! Languages: which ones there are, and which one fits a reader.

use std::fmt;
use std::str::FromStr;

/// A language of the message files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    English,
    Swedish,
    Norwegian,
    French,
    Danish,
    Finnish,
    German,
}

impl Language {
    /// What recipients can be written to in.
    pub const ALL: [Language; 7] = [
        Language::English,
        Language::Swedish,
        Language::Norwegian,
        Language::French,
        Language::Danish,
        Language::Finnish,
        Language::German,
    ];

    /// What the business can use the program in.
    pub const PAGES: [Language; 4] = [Language::English, Language::Swedish, Language::Norwegian, Language::French];

    /// The tag of BCP 47 and HTML's `lang`.
    pub fn as_str(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Swedish => "sv",
            Language::Norwegian => "nb",
            Language::French => "fr",
            Language::Danish => "da",
            Language::Finnish => "fi",
            Language::German => "de",
        }
    }

    /// The language of a locale as shops, browsers and systems write it (`sv-SE`, `nb_NO.UTF-8`, `no`, `FR`), else
    /// `fallback`. All Norwegian is answered in bokmål.
    pub fn best(locale: Option<&str>, fallback: Language) -> Language {
        let tag = locale.unwrap_or_default().split(['-', '_', '.', '@']).next().unwrap_or_default().trim();
        if tag.eq_ignore_ascii_case("no") || tag.eq_ignore_ascii_case("nn") {
            return Language::Norwegian;
        }
        Language::ALL.into_iter().find(|language| tag.eq_ignore_ascii_case(language.as_str())).unwrap_or(fallback)
    }
}

/// The text is none of the tags of [`Language::ALL`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownLanguage;

impl fmt::Display for UnknownLanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("use one of")?;
        let separators = std::iter::once(" ").chain(std::iter::repeat(", "));
        Language::ALL.iter().zip(separators).try_for_each(|(language, before)| write!(f, "{before}{language}"))
    }
}

impl std::error::Error for UnknownLanguage {}

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(text: &str) -> Result<Self, UnknownLanguage> {
        Self::ALL.into_iter().find(|language| language.as_str() == text).ok_or(UnknownLanguage)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_finds_its_language() {
        let best = |locale| Language::best(Some(locale), Language::English);
        assert_eq!(best("sv-SE"), Language::Swedish);
        assert_eq!(best("sv_SE.UTF-8"), Language::Swedish);
        assert_eq!(best("FR"), Language::French);
        assert_eq!(best("de@euro"), Language::German);
        for norwegian in ["nb", "nb-NO", "no", "nn-NO", "NO"] {
            assert_eq!(best(norwegian), Language::Norwegian);
        }
    }

    #[test]
    fn an_unknown_locale_gets_the_fallback() {
        for unknown in ["", "-", "pl-PL", "svenska", "\u{202e}vs", "日本語"] {
            assert_eq!(Language::best(Some(unknown), Language::Finnish), Language::Finnish);
        }
        assert_eq!(Language::best(None, Language::Danish), Language::Danish);
    }

    #[test]
    fn tags_and_languages_name_each_other() {
        for language in Language::ALL {
            assert_eq!(language.as_str().parse(), Ok(language));
        }
        assert_eq!("se".parse::<Language>(), Err(UnknownLanguage));
        assert_eq!(UnknownLanguage.to_string(), "use one of en, sv, nb, fr, da, fi, de");
    }
}
