"""Which years of which office leaders.tsv covers, state by state; prints the gaps.

Usage: coverage.py [FIRST LAST] [--gaps hos|hog|fm] [--news]
A year of an office is covered when its holder is known for at least half of its months. The states are the members of the
United Nations; a state is not asked for an office that it has not (hand/no_office.txt), nor for years before it was
independent. `--gaps` prints the years without a holder; `--news` asks for the states most in the news alone
(hand/news_states.txt).
"""
import sys
from collections import defaultdict

from common import hand_rows, read_table

NOT_MEMBERS = {"CSK", "DDR", "SUN", "YUG", "SCG", "TWN", "XKX"}
ROLES = ("hos", "hog", "fm")


def months(row):
    """The months of a spell, counted from year 0; a date without a month takes in its whole year."""
    first, last = row["from"], row["to"] or "2026-01"
    start = int(first[:4]) * 12 + (int(first[5:7]) - 1 if len(first) > 4 else 0)
    end = int(last[:4]) * 12 + (int(last[5:7]) - 1 if len(last) > 4 else 11)
    return range(start, end + 1)


def held(rows):
    """(iso3, role) -> months with a holder."""
    out = defaultdict(set)
    for row in rows:
        if row["role"] in ROLES:
            out[row["iso3"], row["role"]].update(months(row))
    return out


def has_not(state, role, year, absent):
    """`hog`: never; `hog:1995-2003`: not in these years."""
    for item in absent.get(state, []):
        name, _, span = item.partition(":")
        first, _, last = (span or "0-9999").partition("-")
        if name == role and int(first) <= year <= int(last):
            return True
    return False


def covered(have, year):
    return sum(year * 12 + m in have for m in range(12)) >= 6


def spans(years):
    """1995 1996 1999 -> 1995-1996 1999"""
    out = []
    for y in years:
        if out and out[-1][1] == y - 1:
            out[-1][1] = y
        else:
            out.append([y, y])
    return " ".join(str(a) if a == b else f"{a}-{b}" for a, b in out)


def count(states, have, absent, born, first, last):
    """role -> [covered, asked, {state: gaps}]"""
    result = {r: [0, 0, {}] for r in ROLES}
    for state in states:
        for role in ROLES:
            years = [y for y in range(max(first, born.get(state, 0)), last + 1) if not has_not(state, role, y, absent)]
            gaps = [y for y in years if not covered(have[state, role], y)]
            result[role][0] += len(years) - len(gaps)
            result[role][1] += len(years)
            if gaps:
                result[role][2][state] = gaps
    return result


def main():
    args = [a for a in sys.argv[1:] if not a.startswith("-")]
    numbers = [int(a) for a in args if a.isdigit()]
    first, last = numbers if len(numbers) == 2 else (1995, 2025)
    notes = list(hand_rows("no_office.txt", ["iso3", "roles", "since"]))
    absent = defaultdict(list)
    for note in notes:
        absent[note["iso3"]] += note["roles"].split()
    born = {n["iso3"]: int(n["since"]) for n in notes if n["since"]}
    states = [c["iso3"] for c in read_table("countries") if c["cow"] and c["iso3"] not in NOT_MEMBERS]
    news = [r["iso3"] for r in hand_rows("news_states.txt", ["iso3"])]
    if "--news" in sys.argv:
        states = news
    have = held(read_table("leaders"))
    result = count(states, have, absent, born, first, last)
    print(f"{len(states)} states, {first} to {last}")
    for role in ROLES:
        done, asked, gaps = result[role]
        print(f"{role}: {done} of {asked} years covered, {done / asked:.1%}; {len(gaps)} states have gaps")
    done, asked = (sum(result[r][i] for r in ("hos", "hog")) for i in (0, 1))
    print(f"hos and hog: {done} of {asked}, {done / asked:.1%}")
    if "--gaps" in sys.argv:
        for role in [a for a in args if a in ROLES] or ROLES:
            for state, gaps in result[role][2].items():
                print(f"{role}\t{state}\t{spans(gaps)}")


if __name__ == "__main__":
    main()
