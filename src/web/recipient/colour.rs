//! A brand's colour, made fit to be read: on buttons, and for stars and links on the page.

use std::sync::LazyLock;

/// The page behind it, light and dark: the card of `recipient.css`.
const LIGHT: Rgb = Rgb([255, 255, 255]);
const DARK: Rgb = Rgb([26, 29, 34]);
/// Of a storefront without a colour of its own.
const STANDARD: Rgb = Rgb([27, 77, 143]);
/// WCAG 2.2, 1.4.3: between a text and what is behind it.
const CONTRAST: f64 = 4.5;
/// How many steps there are from a colour to white or black.
const STEPS: u8 = 20;

/// The light of each part of a colour, from 0 to 1.
static LINEAR: LazyLock<[f64; 256]> = LazyLock::new(|| {
    std::array::from_fn(|part| {
        let part = u8::try_from(part).map_or(1.0, f64::from) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    })
});

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Rgb([u8; 3]);

/// The variables of the style that depend on a brand's colour, `#rrggbb`.
pub fn paint(colour: Option<&str>) -> String {
    let brand = colour.and_then(Rgb::parse).unwrap_or(STANDARD);
    let on_brand = if brand.contrast(LIGHT) >= brand.contrast(Rgb([0; 3])) { "#fff" } else { "#000" };
    let (brand_text, light, dark) = (brand.text(), brand.readable_on(LIGHT).text(), brand.readable_on(DARK).text());
    format!(
        ":root{{--brand:{brand_text};--on-brand:{on_brand};--accent:{light}}}\
         @media (prefers-color-scheme:dark){{:root{{--accent:{dark}}}}}"
    )
}

impl Rgb {
    fn parse(text: &str) -> Option<Self> {
        let number = u32::from_str_radix(text.strip_prefix('#')?, 16).ok()?;
        let [0, red, green, blue] = number.to_be_bytes() else { return None };
        Some(Self([red, green, blue]))
    }

    fn text(self) -> String {
        let [red, green, blue] = self.0;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    /// WCAG's relative luminance.
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|part| LINEAR[usize::from(part)]);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    fn contrast(self, other: Rgb) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// The same colour, as much darker or lighter as it takes.
    fn readable_on(self, page: Rgb) -> Rgb {
        let end = if page == LIGHT { 0 } else { 255 };
        let mixed = |step: u8| Rgb(self.0.map(|part| between(part, end, step)));
        (0..=STEPS).map(mixed).find(|colour| colour.contrast(page) >= CONTRAST).unwrap_or(Rgb([end; 3]))
    }
}

fn between(part: u8, end: u8, step: u8) -> u8 {
    let (part, end, step, steps) = (u16::from(part), u16::from(end), u16::from(step), u16::from(STEPS));
    u8::try_from((part * (steps - step) + end * step) / steps).expect("it lies between two bytes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_can_be_read() {
        for red in (0..=255).step_by(15) {
            for green in (0..=255).step_by(15) {
                for blue in (0..=255).step_by(15) {
                    let colour = Rgb([red, green, blue]);
                    let on_button = colour.contrast(LIGHT).max(colour.contrast(Rgb([0; 3])));
                    assert!(on_button >= CONTRAST, "{}", colour.text());
                    for page in [LIGHT, DARK] {
                        assert!(colour.readable_on(page).contrast(page) >= CONTRAST, "{}", colour.text());
                    }
                }
            }
        }
    }

    #[test]
    fn a_colour_that_can_be_read_stays_as_it_is() {
        assert_eq!(
            paint(Some("#1b4d8f")),
            ":root{--brand:#1b4d8f;--on-brand:#fff;--accent:#1b4d8f}\
             @media (prefers-color-scheme:dark){:root{--accent:#6a8bb6}}"
        );
        assert!(paint(Some("#ffee00")).starts_with(":root{--brand:#ffee00;--on-brand:#000;--accent:#"));
        assert_eq!(paint(None), paint(Some("#1b4d8f")));
        assert_eq!(paint(Some("red}body{")), paint(None));
    }
}
