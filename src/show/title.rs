//! One line that names an event or account to people: who, toward whom, what they did.

use serde_json::Value;

use super::ledger;
use crate::account::Account;
use crate::actor::Participant;
use crate::event::Event;

/// `Ilda Marn, Teo Brask: meet`, `Marn → Brask: accuse`.
pub fn of_event(event: &Event) -> String {
    line(&event.actors, &event.recipients, &event.kind, event.mode.as_deref())
}

/// As [`of_event`].
pub fn of_account(account: &Account) -> String {
    line(&account.actors, &account.recipients, &account.kind, account.mode.as_deref())
}

/// The same of an event or account as an object of the record.
pub fn of_object(object: &Value) -> String {
    let people = |field: &str| serde_json::from_value(object[field].clone()).unwrap_or_default();
    let (actors, recipients): (Vec<Participant>, Vec<Participant>) = (people("actors"), people("recipients"));
    line(&actors, &recipients, object["type"].as_str().unwrap_or("event"), object["mode"].as_str())
}

fn line(actors: &[Participant], recipients: &[Participant], kind: &str, mode: Option<&str>) -> String {
    let act = mode.map_or_else(|| kind.to_lowercase(), |m| m.replace('_', " "));
    if actors.is_empty() && recipients.is_empty() {
        return act;
    }
    format!("{}: {act}", ledger::who(actors, recipients))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Status;
    use crate::store::samples::told;

    #[test]
    fn a_title_says_who_and_what() {
        let (_, mut reading) = told("The Selm Courier", "2016-09-05", Status::Held);
        let mut account = reading.accounts.remove(0);
        assert_eq!(of_account(&account), "Xi Jinping, Barack Obama: meet");
        assert_eq!(of_object(&serde_json::to_value(&account).unwrap()), of_account(&account));
        account.recipients = account.actors.split_off(1);
        account.mode = None;
        assert_eq!(of_account(&account), "Xi Jinping → Barack Obama: consult");
        (account.actors, account.recipients) = (Vec::new(), Vec::new());
        assert_eq!(of_account(&account), "consult");
    }
}
