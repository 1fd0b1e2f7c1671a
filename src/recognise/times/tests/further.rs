//! Times by rank and by other times, holidays, recurring times, spoken numbers.

use super::{WEDNESDAY, check, check_none, found};

#[test]
fn parts_by_rank() {
    check(
        WEDNESDAY,
        &[
            (
                "It rose/VBD in the first nine months of 2015.",
                "the first nine months of 2015",
                "P9M",
                "2015-01-01/2015-09-30",
            ),
            (
                "It fell/VBD in the last week of 2015.",
                "the last week of 2015",
                "2015-W53",
                "2015-12-28/2016-01-03",
            ),
            (
                "They met/VBD in the second half of 2014.",
                "the second half of 2014",
                "2014-H2",
                "2014-07/2014-12",
            ),
            (
                "They will/MD meet/VB the week after next.",
                "the week after next",
                "2016-W38",
                "2016-09-19/2016-09-25",
            ),
            ("It opened/VBD the year before last.", "the year before last", "2014", "2014"),
            ("They met/VBD on the 27th.", "the 27th", "2016-08-27", "2016-08-27"),
            ("They will/MD meet/VB on the 27th.", "the 27th", "2016-09-27", "2016-09-27"),
            ("It fell/VBD in the month of April.", "the month of April", "2016-04", "2016-04"),
            (
                "They will/MD vote/VB in the week of October 10.",
                "the week of October 10",
                "2016-W41",
                "2016-10-10/2016-10-16",
            ),
        ],
    );
    check_none(&[
        "He works/VBZ on the 27th floor.",
        "She ate/VBD a quarter of it.",
        "They lost/VBD three-quarters of the food.",
    ]);
}

#[test]
fn times_by_other_times() {
    check(
        WEDNESDAY,
        &[
            ("They left/VBD the day after Christmas.", "the day after Christmas", "2015-12-26", "2015-12-26"),
            (
                "It is/VBZ due two days before Christmas.",
                "two days before Christmas",
                "2016-12-23",
                "2016-12-23",
            ),
            (
                "It will/MD end/VB three days from tomorrow.",
                "three days from tomorrow",
                "2016-09-11",
                "2016-09-11",
            ),
            ("They met/VBD 1 month and 2 days ago.", "1 month and 2 days ago", "2016-08-05", "2016-08-05"),
            (
                "They met/VBD on the morning of March 3.",
                "the morning of March 3",
                "2016-03-03TMO",
                "2016-03-03",
            ),
            ("They left/VBD on Friday last week.", "Friday last week", "2016-09-02", "2016-09-02"),
        ],
    );
    // A day after a vote on Tuesday counts from the vote.
    let got = found("A day after Tuesday's vote they met/VBD.", WEDNESDAY);
    assert!(got.iter().any(|g| g.0 == "Tuesday"), "{got:?}");
}

#[test]
fn holidays_by_rule() {
    check(
        WEDNESDAY,
        &[
            ("They met/VBD on Easter Monday 2016.", "Easter Monday 2016", "2016-03-28", "2016-03-28"),
            ("They met/VBD last Easter.", "last Easter", "2016-03-27", "2016-03-27"),
            ("They will/MD meet/VB on Good Friday.", "Good Friday", "2017-04-14", "2017-04-14"),
            ("They met/VBD on Memorial Day.", "Memorial Day", "2016-05-30", "2016-05-30"),
            ("They will/MD vote/VB on Election Day.", "Election Day", "2016-11-08", "2016-11-08"),
            ("They will/MD meet/VB after Yom Kippur.", "Yom Kippur", "2016-10-12", "2016-10-12"),
        ],
    );
}

#[test]
fn compared_quarters() {
    let values = |text: &str| -> Vec<String> { found(text, "2016-10-20").into_iter().map(|g| g.1).collect() };
    assert_eq!(
        values("It earned/VBD more in the third quarter of 2016 than in the year-earlier quarter."),
        ["2016-Q3", "2015-Q3"]
    );
    assert_eq!(
        values("It earned/VBD more in the third quarter of 2016 than a year ago."),
        ["2016-Q3", "2015-Q3"]
    );
    assert_eq!(
        values("It earned/VBD more in the third quarter of 2016 than last year."),
        ["2016-Q3", "2015"]
    );
    assert_eq!(values("It earned/VBD $3 million in the 2014 third quarter."), ["2014-Q3"]);
    assert_eq!(values("It lost/VBD $3 million a year ago, and $2 million a year."), ["2015", "P1Y"]);
}

#[test]
fn what_recurs_and_what_is_spoken() {
    check(
        WEDNESDAY,
        &[
            ("They meet/VBP on Mondays.", "Mondays", "XXXX-WXX-1", ""),
            ("They meet/VBP Mondays at 9 a.m. here.", "Mondays at 9 a.m.", "XXXX-WXX-1T09:00", ""),
            ("They meet/VBP tonight at 8 p.m. here.", "tonight at 8 p.m.", "2016-09-07T20:00", "2016-09-07"),
            ("They meet/VBP Tuesday afternoons.", "Tuesday afternoons", "XXXX-WXX-2TAF", ""),
            ("They meet/VBP every Monday at 9 a.m. here.", "every Monday at 9 a.m.", "XXXX-WXX-1T09:00", ""),
            ("It began/VBD in nineteen ninety-six.", "nineteen ninety-six", "1996", "1996"),
            (
                "It began/VBD in March two thousand and five.",
                "March two thousand and five",
                "2005-03",
                "2005-03",
            ),
            (
                "They met/VBD at half past seven in the evening.",
                "half past seven in the evening",
                "2016-09-07T19:30",
                "2016-09-07",
            ),
            ("It took/VBD two hours and thirty minutes.", "two hours and thirty minutes", "PT2H30M", ""),
            ("It grew/VBD in the nineties.", "the nineties", "199", "199X"),
        ],
    );
}

#[test]
fn the_weekday_of_publication_is_that_day() {
    check(
        WEDNESDAY,
        &[
            ("They will/MD meet/VB on Wednesday.", "Wednesday", "2016-09-07", "2016-09-07"),
            ("It was/VBD postponed/VBN until Friday.", "Friday", "2016-09-09", "2016-09-07/2016-09-09"),
            ("The summit opens/VBZ on Friday.", "Friday", "2016-09-09", "2016-09-09"),
            ("It had/VBD been/VBN due to/IN start/VB on Friday.", "Friday", "2016-09-02", "2016-09-02"),
            ("It had/VBD been/VBN due on Friday.", "Friday", "2016-09-02", "2016-09-02"),
            ("They backed/VBD a June deal.", "June", "2016-06", "2016-06"),
        ],
    );
}

#[test]
fn ranges_by_now_and_by_week() {
    let edtf = |text: &str| found(text, WEDNESDAY)[0].2.clone();
    assert_eq!(edtf("It fell/VBD between January and now."), "2016-01/2016-09-07");
    assert_eq!(edtf("It runs/VBZ from next Monday to Friday."), "2016-09-12/2016-09-16");
    assert_eq!(edtf("It ran/VBD in the 2014-2018 term."), "2014/2018");
    assert_ne!(edtf("It was/VBD brought/VBN forward from May 12 to May 5."), "2016-05-12/2016-05-19");
    assert_eq!(edtf("It grew/VBD in the financial year 2021/22."), "2021/2022");
}

#[test]
fn what_is_no_time() {
    check_none(&[
        "The 35-year-old senator spoke/VBD.",
        "He may/MD march/VB on the palace.",
        "Theresa May said/VBD so.",
        "The army said/VBD 2000 people fled/VBD.",
        "It cost/VBD $2015 or 2,016 euros.",
        "The Sunday Times said/VBD so.",
        "Black September claimed/VBD it.",
        "The second man left/VBD.",
        "A man in his 30s left/VBD.",
        "He wrote/VBD for USA Today and the Tomorrow Group.",
        "See https://example.org/2016/09/05/x-1999 for it.",
        "He rang/VBD as soon as he could/MD.",
        "The ratio was/VBD 1:15 there.",
    ]);
}

#[test]
fn impossible_dates_are_left_out() {
    assert_eq!(found("It opened on February 30, 2016.", WEDNESDAY), []);
    assert_eq!(found("It opened on 31 June.", WEDNESDAY), []);
}
