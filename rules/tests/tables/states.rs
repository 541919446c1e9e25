//! States (rules 6): receipts arrive late, twice and out of order; a state never moves backwards.

use rules::state::InvitationStatus as Invitation;
use rules::state::{MessageStatus as Message, Receipt};

const RECEIPTS: [Receipt; 6] =
    [Receipt::Delivered, Receipt::Failed, Receipt::Bounced, Receipt::Complained, Receipt::Opened, Receipt::Clicked];

/// How far a message has come. What failed, bounced or was cancelled is at its end.
fn progress(status: Message) -> u8 {
    match status {
        Message::Queued => 0,
        Message::Sending => 1,
        Message::Unknown => 2,
        Message::Sent => 3,
        Message::Delivered => 4,
        Message::Opened => 5,
        Message::Clicked => 6,
        Message::Failed | Message::Bounced | Message::Cancelled => 7,
    }
}

#[test]
fn each_receipt_says_how_far_a_message_has_come() {
    let rows = [
        (Message::Sent, Receipt::Delivered, Message::Delivered),
        (Message::Sent, Receipt::Failed, Message::Failed),
        (Message::Sent, Receipt::Bounced, Message::Bounced),
        (Message::Sent, Receipt::Opened, Message::Opened),
        (Message::Sent, Receipt::Clicked, Message::Clicked),
        (Message::Sent, Receipt::Complained, Message::Opened),
        (Message::Delivered, Receipt::Bounced, Message::Bounced),
        (Message::Opened, Receipt::Delivered, Message::Opened),
        (Message::Clicked, Receipt::Opened, Message::Clicked),
        (Message::Clicked, Receipt::Complained, Message::Clicked),
        (Message::Delivered, Receipt::Failed, Message::Delivered),
        (Message::Failed, Receipt::Delivered, Message::Failed),
        (Message::Bounced, Receipt::Opened, Message::Bounced),
    ];
    for (before, receipt, after) in rows {
        assert_eq!(before.after(receipt), after, "{receipt:?} after {before:?}");
    }
}

#[test]
fn a_later_receipt_settles_what_was_unknown() {
    assert_eq!(Message::Unknown.after(Receipt::Delivered), Message::Delivered);
    assert_eq!(Message::Unknown.after(Receipt::Failed), Message::Failed);
    assert_eq!(Message::Unknown.after(Receipt::Bounced), Message::Bounced);
    assert_eq!(Message::Sending.after(Receipt::Delivered), Message::Delivered, "faster than our own commit");
}

#[test]
fn what_never_left_has_no_receipts() {
    for receipt in RECEIPTS {
        assert_eq!(Message::Queued.after(receipt), Message::Queued);
        assert_eq!(Message::Cancelled.after(receipt), Message::Cancelled);
    }
}

#[test]
fn no_receipt_moves_a_message_backwards_and_each_counts_once() {
    for &status in Message::ALL {
        for receipt in RECEIPTS {
            let after = status.after(receipt);
            assert!(progress(after) >= progress(status), "{status:?} {receipt:?}");
            assert_eq!(after.after(receipt), after, "twice is once: {status:?} {receipt:?}");
        }
    }
}

#[test]
fn the_order_of_receipts_makes_no_difference_but_for_a_failure() {
    let passing = [Receipt::Delivered, Receipt::Opened, Receipt::Clicked, Receipt::Complained, Receipt::Bounced];
    for one in passing {
        for other in passing {
            for third in passing {
                let orders = [
                    [one, other, third],
                    [one, third, other],
                    [other, one, third],
                    [other, third, one],
                    [third, one, other],
                    [third, other, one],
                ];
                let ends = orders.map(|order| order.into_iter().fold(Message::Sent, Message::after));
                assert!(ends.iter().all(|end| *end == ends[0]), "{one:?} {other:?} {third:?}: {ends:?}");
            }
        }
    }
}

#[test]
fn an_invitation_moves_forward_and_an_end_stays() {
    let rows = [
        (Invitation::Scheduled, Invitation::Sent, Invitation::Sent),
        (Invitation::Sent, Invitation::Started, Invitation::Started),
        (Invitation::Started, Invitation::Opened, Invitation::Started),
        (Invitation::Started, Invitation::Sent, Invitation::Started),
        (Invitation::Started, Invitation::Expired, Invitation::Expired),
        (Invitation::Completed, Invitation::Expired, Invitation::Completed),
        (Invitation::Completed, Invitation::Cancelled, Invitation::Completed),
        (Invitation::Cancelled, Invitation::Sent, Invitation::Cancelled),
        (Invitation::Cancelled, Invitation::Refused, Invitation::Cancelled),
        (Invitation::Expired, Invitation::Failed, Invitation::Expired),
    ];
    for (before, next, after) in rows {
        assert_eq!(before.advanced(next), after, "{next:?} after {before:?}");
    }
}

#[test]
fn an_answer_may_come_after_any_end() {
    for &status in Invitation::ALL {
        assert_eq!(status.advanced(Invitation::Completed), Invitation::Completed);
    }
}

#[test]
fn every_state_is_read_back_as_it_is_written() {
    for &status in Message::ALL {
        assert_eq!(status.as_str().parse(), Ok(status));
    }
    for &status in Invitation::ALL {
        assert_eq!(status.as_str().parse(), Ok(status));
    }
    assert_eq!("lost".parse::<Message>(), Err(()));
}
