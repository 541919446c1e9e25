//! Product requests beside the service requests of their orders (rules 3).

use rules::campaign::{Activity, Campaign, Purpose, Timing};
use rules::decide::{Action, Decided, decide};
use rules::decision::Outcome;
use rules::id::CampaignId;
use rules::invitation::Ask;
use rules::learned::Explore;
use rules::plan::{Candidate, Planned, plan};
use rules::product::ProductTiming::{self, AfterEvent, AfterService, Together};
use rules::product::{ServiceRequest, Standing};
use rules::reason::Code;
use rules::strategy::Role;
use rules::wave::Waves;

use crate::sending_hour::learning;
use crate::support::{DUE, OWN, Scene, at, delay, gap, invitation_id};

const PRODUCT: u128 = 2;

fn product_timing(of: &Timing, product: ProductTiming, wait: &str) -> Timing {
    Timing { product: Some(product), delay: delay(wait), ..of.clone() }
}

fn product_campaign(scene: &Scene, product: ProductTiming, wait: &str) -> Campaign {
    Campaign {
        id: CampaignId::new(jiff::Timestamp::UNIX_EPOCH, PRODUCT),
        purpose: Purpose::ProductReview,
        timing: product_timing(&scene.campaign.timing, product, wait),
        ..scene.campaign.clone()
    }
}

/// Plans the scene's request about the service, and one about the products beside it.
fn plan_pair(scene: &Scene, product: &Campaign) -> (Vec<Planned>, Vec<Ask>) {
    let candidate = |campaign, number| Candidate {
        campaign,
        storefront: &scene.storefront,
        person: &scene.person,
        event: &scene.event,
        order: &scene.order,
        duplicate: scene.duplicate,
        history: 0,
        invitation: invitation_id(number),
        exists: false,
        learned: scene.learned.as_ref(),
    };
    let candidates = [candidate(&scene.campaign, OWN), candidate(product, PRODUCT)];
    let mut histories = [scene.history.clone()];
    let planned = plan(scene.now, &scene.account, &candidates, &mut histories);
    let [history] = histories;
    (planned, history)
}

/// `joint`, `alone 2026-03-11T10:00:00Z`, `refused products.none`.
fn told(planned: &Planned) -> String {
    match (planned.joined, planned.first, planned.decision.reason) {
        (Some(_), ..) => "joint".to_owned(),
        (None, Some(first), _) => format!("alone {}", first.due_at),
        (None, None, reason) => format!("refused {}", reason.expect("a refusal has a reason")),
    }
}

fn with_products() -> Scene {
    Scene::planning().with(|scene| scene.event.has_products = true)
}

#[test]
fn a_product_request_goes_together_or_by_its_own_time() {
    type Row = (ProductTiming, &'static str, &'static str);
    let rows: [Row; 8] = [
        (Together, "P30D", "joint"),
        (AfterService, "P2D", "alone 2026-03-11T10:00:00Z"),
        (AfterService, "P0D", "joint"),
        (AfterService, "PT1H", "joint"),
        (AfterEvent, "P3D", "joint"),
        (AfterEvent, "P7D", "joint"),
        (AfterEvent, "P1W", "joint"),
        (AfterEvent, "P8D", "alone 2026-03-10T10:00:00Z"),
    ];
    let scene = with_products();
    for (timing, wait, expected) in rows {
        let (planned, history) = plan_pair(&scene, &product_campaign(&scene, timing, wait));
        assert_eq!(planned[0].first.map(|first| first.due_at), Some(at(DUE)), "the service request stays as it is");
        assert_eq!(told(&planned[1]), expected, "{timing:?} {wait}");
        let asks: Vec<_> = history.iter().map(|ask| ask.joint).collect();
        assert_eq!(asks, if expected == "joint" { vec![true] } else { vec![false, false] }, "{timing:?} {wait}");
    }
}

#[test]
fn a_separate_request_goes_at_its_learned_hour_and_chance_makes_no_second_message() {
    let scene = learning(19).with(|scene| scene.event.has_products = true);
    let rows = [
        (Together, "P30D", "joint"),
        (AfterService, "P2D", "alone 2026-03-11T18:00:00Z"),
        (AfterEvent, "P7D", "joint"),
        (AfterEvent, "P8D", "alone 2026-03-10T18:00:00Z"),
    ];
    for (timing, wait, expected) in rows {
        let (planned, _) = plan_pair(&scene, &product_campaign(&scene, timing, wait));
        assert_eq!(told(&planned[1]), expected, "{timing:?} {wait}");
        assert_eq!(
            planned[1].sending_hour.is_some(),
            expected != "joint",
            "a joint form has the service request's hour"
        );
    }
    let exploring = |number| {
        let scene = scene.clone().with(|scene| {
            scene.campaign.timing.explore = Explore::new(20);
            scene.event.reference = format!("CD-{number}");
        });
        told(&plan_pair(&scene, &product_campaign(&scene, AfterService, "P0D")).0[1])
    };
    assert!((0..100).map(exploring).all(|told| told == "joint"));
}

#[test]
fn whoever_is_held_out_is_asked_about_no_products_either() {
    let scene = with_products().with(|scene| scene.account.holdout = 100);
    for timing in [Together, AfterService, AfterEvent] {
        let (planned, history) = plan_pair(&scene, &product_campaign(&scene, timing, "P9D"));
        assert_eq!(planned.iter().map(told).collect::<Vec<_>>(), ["refused audience.holdout"; 2], "{timing:?}");
        assert!(history.is_empty());
    }
}

#[test]
fn where_the_service_request_does_not_go_the_product_request_is_judged_itself() {
    type Row = (&'static str, fn(&mut Scene), fn(&mut Campaign), &'static str, &'static str);
    let asked = |scene: &mut Scene| {
        let ask = scene.ask(9, "2026-03-08T10:00:00Z");
        scene.history.push(Ask { reference: "A-0".to_owned(), ..ask });
        scene.account.pressure = None;
    };
    let rows: [Row; 5] = [
        (
            "off",
            |scene| scene.campaign.activity = Activity::Off,
            |_| {},
            "alone 2026-03-09T10:00:00Z",
            "alone 2026-03-11T10:00:00Z",
        ),
        (
            "asked too often about the service",
            asked,
            |_| {},
            "alone 2026-03-09T10:00:00Z",
            "alone 2026-03-11T10:00:00Z",
        ),
        (
            "cancelled",
            |scene| scene.order.cancelled_at = Some(scene.now),
            |_| {},
            "refused event.cancelled",
            "refused event.cancelled",
        ),
        (
            "asked too often about products as well",
            |scene| {
                let ask = scene.ask(9, "2026-03-08T10:00:00Z");
                scene.history.push(Ask { joint: true, reference: "A-0".to_owned(), ..ask });
                scene.account.pressure = None;
            },
            |_| {},
            "refused frequency.campaign",
            "refused frequency.campaign",
        ),
        (
            "answered",
            |scene| scene.order.answered = vec![Purpose::ServiceReview],
            |product| product.frequency = None,
            "alone 2026-03-09T10:00:00Z",
            "alone 2026-03-11T10:00:00Z",
        ),
    ];
    for (sentence, change, of_product, together, after) in rows {
        let scene = with_products().with(change);
        for (timing, expected) in [(Together, together), (AfterService, after)] {
            let mut product = product_campaign(&scene, timing, "P2D");
            product.activity = Activity::On;
            of_product(&mut product);
            let (planned, _) = plan_pair(&scene, &product);
            assert!(planned[0].first.is_none(), "{sentence}: the service request is refused");
            assert_eq!(told(&planned[1]), expected, "{sentence}: {timing:?}");
        }
    }
}

#[test]
fn an_order_that_names_no_products_is_not_asked_about_any() {
    let scene = Scene::planning();
    for timing in [Together, AfterService, AfterEvent] {
        let (planned, history) = plan_pair(&scene, &product_campaign(&scene, timing, "P20D"));
        assert_eq!(told(&planned[1]), "refused products.none");
        assert!(!history[0].joint && planned[0].first.is_some());
    }
}

/// A product request that is due two days after the scene's service request, which stands so.
fn due_with(standing: Standing, service_at: &str) -> Scene {
    Scene::first_due().with(|scene| {
        scene.now = at("2026-03-11T10:00:00Z");
        scene.campaign.purpose = Purpose::ProductReview;
        scene.campaign.timing = product_timing(&scene.campaign.timing, AfterService, "P2D");
        scene.invitation.pinned = scene.campaign.timing.clone();
        scene.invitation.due_at = scene.now;
        scene.invitation.next_at = scene.now;
        scene.order.service = Some(ServiceRequest { standing, at: at(service_at) });
    })
}

#[test]
fn what_counts_from_the_service_request_waits_for_it() {
    let rows = [
        (Standing::Sent, DUE, "send first email"),
        (Standing::Over, DUE, "send first email"),
        (Standing::Open, "2026-03-12T10:00:00Z", "hold products.service_first until 2026-03-14T10:00:00Z"),
        (Standing::Open, DUE, "hold products.service_first until 2026-03-13T10:00:00Z"),
        (Standing::Waiting, DUE, "hold products.service_first until released"),
    ];
    for (standing, service_at, expected) in rows {
        assert_eq!(due_with(standing, service_at).decided(), expected, "{standing:?} {service_at}");
    }
    let together = |scene: &mut Scene| scene.invitation.pinned.product = Some(Together);
    let beside = due_with(Standing::Open, "2026-03-11T10:00:00Z").with(together);
    assert_eq!(beside.decided(), "hold products.service_first until 2026-03-11T10:01:00Z", "both are due now");
}

#[test]
fn frequency_does_not_stop_the_product_request_of_an_interaction_whose_service_request_went() {
    for (standing, expected) in [(Standing::Sent, "send first email"), (Standing::Over, "refused frequency.campaign")] {
        let scene = due_with(standing, DUE).with(|scene| {
            let ask = scene.ask(9, "2026-03-08T10:00:00Z");
            scene.history.push(Ask { reference: "A-0".to_owned(), sent: true, ..ask });
            scene.account.pressure = Some(gap("P30D"));
            scene.account.distinct_interactions = None;
        });
        assert_eq!(scene.decided(), expected, "{standing:?}");
    }
}

/// Decides the scene's due message, on whose form this campaign asks about the products.
fn decide_joint(scene: &Scene, product: &Campaign) -> Decided {
    let due = rules::decide::Due { product: Some(product), ..scene.due() };
    decide(scene.now, &scene.account, &[due], &mut [scene.history.clone()], &mut Waves::new()).remove(0)
}

#[test]
fn a_joint_form_leaves_the_products_out_where_only_they_are_stopped() {
    type Row = (fn(&mut Campaign), fn(&mut Scene), (Outcome, Option<Code>));
    let rows: [Row; 5] = [
        (|_| {}, |_| {}, (Outcome::Send, None)),
        (|product| product.activity = Activity::Off, |_| {}, (Outcome::Refused, Some(Code::CampaignInactive))),
        (|product| product.activity = Activity::Paused, |_| {}, (Outcome::Refused, Some(Code::CampaignInactive))),
        (
            |_| {},
            |scene| scene.order.answered = vec![Purpose::ProductReview],
            (Outcome::Refused, Some(Code::ResponseReceived)),
        ),
        (
            |_| {},
            |scene| scene.person.consents.iter_mut().for_each(|one| one.purposes = vec![Purpose::ServiceReview]),
            (Outcome::Refused, Some(Code::ConsentMissing)),
        ),
    ];
    for (of_product, change, expected) in rows {
        let scene = Scene::first_due().with(change);
        let mut product = product_campaign(&scene, Together, "P0D");
        of_product(&mut product);
        let decided = decide_joint(&scene, &product);
        assert!(matches!(decided.action, Action::Send { role: Role::First, .. }), "the service request goes");
        let of_products = decided.product.expect("the products have their own decision");
        assert_eq!((of_products.outcome, of_products.reason), expected);
    }
}

#[test]
fn files_are_exempt_from_the_wait_for_the_products_unless_the_account_says_otherwise() {
    for (from_file, exempt, expected) in [
        (false, true, "refused reminder.product_pending"),
        (true, true, "send reminder email"),
        (true, false, "refused reminder.product_pending"),
    ] {
        let scene = Scene::reminder_due().with(|scene| {
            scene.order.product_pending = true;
            scene.event.from_file = from_file;
            scene.account.files_exempt = exempt;
        });
        assert_eq!(scene.decided(), expected);
    }
}
