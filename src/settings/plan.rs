//! Plans: what an account may use (TP-10, ET-8, RI-18). Who runs the program alone has everything.

use std::str::FromStr;

/// Something that not every plan has. Timing, frequency and reminders are in all of them (TP-10).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feature {
    /// Requests about the products of an order (ET-8).
    ProductReviews,
}

/// What an account pays for, where somebody runs Afterword for others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    Free,
    Standard,
    Enterprise,
}

/// What a plan comes to.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    pub features: &'static [Feature],
    /// How many campaigns may be on at once; none: any number (RI-18).
    pub active_campaigns: Option<usize>,
}

impl Plan {
    pub const ALL: [Plan; 3] = [Plan::Free, Plan::Standard, Plan::Enterprise];

    pub fn as_str(self) -> &'static str {
        match self {
            Plan::Free => "free",
            Plan::Standard => "standard",
            Plan::Enterprise => "enterprise",
        }
    }

    pub fn terms(self) -> Terms {
        match self {
            Plan::Free => Terms { features: &[], active_campaigns: Some(1) },
            Plan::Standard => Terms { features: &[Feature::ProductReviews], active_campaigns: Some(5) },
            Plan::Enterprise => Terms { features: &[Feature::ProductReviews], active_campaigns: None },
        }
    }

    pub fn has(self, feature: Feature) -> bool {
        self.terms().features.contains(&feature)
    }
}

impl FromStr for Plan {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let plan = Self::ALL.into_iter().find(|plan| plan.as_str() == text);
        plan.ok_or_else(|| format!("there is no plan `{text}`: use free, standard or enterprise"))
    }
}
