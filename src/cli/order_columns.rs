//! What commands are told of the columns of a file of orders.

use clap::Args;

use crate::intake::csv::{AddressPattern, Mapping, Options};

// No documentation of its own: it would stand in place of that of the commands.
#[derive(Debug, Args)]
pub struct OrderColumns {
    /// What a column holds, such as `--map kundnr=external_id`; may be given several times.
    #[arg(long = "map", value_name = "COLUMN=FIELD")]
    pub mappings: Vec<String>,
    /// Makes an address for lines that have a customer id and no email, such as `customer-{customer_id}@example.com`.
    #[arg(long)]
    pub address_pattern: Option<String>,
}

impl OrderColumns {
    /// # Errors
    /// An argument that cannot be read.
    pub fn tell(&self, options: &mut Options) -> anyhow::Result<()> {
        for mapping in &self.mappings {
            let parsed = Mapping::parse(mapping);
            options.mappings.push(parsed.map_err(|fault| anyhow::anyhow!("--map {mapping}: {}", fault.detail))?);
        }
        if let Some(pattern) = &self.address_pattern {
            let parsed = AddressPattern::parse(pattern);
            options.address_pattern =
                Some(parsed.map_err(|fault| anyhow::anyhow!("--address-pattern: {}", fault.detail))?);
        }
        Ok(())
    }
}
