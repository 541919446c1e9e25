//! Whether large sends go in stages is the account's to say.

use crate::member::Member;
use crate::support::databases::each_database;

#[test]
fn large_sends_are_put_into_stages_on_the_page_of_the_account_and_it_is_taken_back() {
    each_database("waves_page", async |database| {
        let mut ada = Member::admin(database).await;
        let staged = async |ada: &Member| ada.client.get("/account").await.ok()["staged_release"].clone();
        assert_eq!(staged(&ada).await, false);
        let page = ada.get("/account").await;
        page.says("Large sends").says("Release large sends in stages").says("at most 50 first messages");
        let saved = ada.submit(&page, "/account", &[("staged_release", "yes")]).await;
        saved.says("Saved.");
        assert_eq!(staged(&ada).await, true);
        assert_eq!(saved.form("/account").get("staged_release").map(String::as_str), Some("yes"), "it stays ticked");
        ada.submit(&saved, "/account/undo", &[]).await;
        assert_eq!(staged(&ada).await, false);
        for (language, title) in [("sv", "Stora utskick"), ("nb", "Store utsendinger"), ("fr", "Envois importants")] {
            let you = ada.get("/you").await;
            ada.submit(&you, "/you", &[("language", language)]).await;
            ada.get("/account").await.says(title);
        }
    });
}
