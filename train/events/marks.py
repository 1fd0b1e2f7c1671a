"""Marked sentences: the inline marks of `codebook/examples/*.txt`.

`[Kenya]a [accused]=ACCUSE.held [Uganda]r,a2 of [arming]2=AID.held [rebels]r2`: a bracket holds words, what
follows it without a space says what they are. `=TYPE/mode.status` is a trigger, `a r p t s o` are actor,
recipient, place, time, source and object; a digit tells the events of one sentence apart (none is 1).
"""

import re
import sys
from dataclasses import dataclass, field

TYPES = "AGREE CONSULT SUPPORT COOPERATE AID CONCEDE RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
STATUSES = "possible planned ongoing held called_off not_held".split()
ROLES = "arptso"
MODES = {
    "CONSULT": "meet visit talks mediate phone multilateral",
    "RETREAT": "withdraw release resign return ceasefire",
    "REJECT": "deny veto boycott",
    "PROTEST": "demo riot strike",
    "SANCTION": "embargo expel withdraw",
    "MOBILIZE": "troops weapons",
    "COERCE": "arrest ban censor seize cyber",
    "ASSAULT": "attack bomb clash abduct",
}
MODE_NAMES = ["-"] + [f"{kind}/{mode}" for kind, modes in MODES.items() for mode in modes.split()]
_ONE = r"(?:\d?=[A-Z]+(?:/[a-z]+)?\.[a-z_]+|[arptso]\d*)"
_MARK = re.compile(rf"\[([^\[\]]+)\]({_ONE}(?:,{_ONE})*)(?![A-Za-z0-9_])")


@dataclass
class Event:
    """One marked event; spans are character offsets (start, end) in the text."""

    kind: str = ""
    mode: str = ""
    status: str = ""
    trigger: tuple = ()
    roles: dict = field(default_factory=lambda: {r: [] for r in ROLES})


def read_line(line):
    """(text, events) of a marked line. Raises ValueError where a mark is no mark."""
    text, marks, at = "", [], 0
    for m in _MARK.finditer(line):
        text += line[at : m.start()]
        marks.append((len(text), len(text) + len(m[1]), m[2].split(",")))
        text, at = text + m[1], m.end()
    text += line[at:]
    if "[" in text or "]" in text:
        raise ValueError("a bracket without its mark")
    events = {}
    for start, end, names in marks:
        for name in names:
            put(events, name, (start, end))
    for number, event in events.items():
        if not event.kind:
            raise ValueError(f"event {number} has no trigger")
    return text, [events[n] for n in sorted(events)]


def put(events, name, span):
    """Adds one mark to the event it belongs to."""
    if "=" not in name:
        events.setdefault(name[1:] or "1", Event()).roles[name[0]].append(span)
        return
    number, what = name.split("=")
    kind, status = what.split(".")
    kind, _, mode = kind.partition("/")
    event = events.setdefault(number or "1", Event())
    if event.kind:
        raise ValueError(f"event {number or 1} has two triggers")
    if kind not in TYPES or status not in STATUSES or mode and mode not in MODES.get(kind, "").split():
        raise ValueError(f"no type, mode or status: {what}")
    event.kind, event.mode, event.status, event.trigger = kind, mode, status, span


def read_file(path):
    """(line number, text, events) of the lines of a file; `#` begins a comment."""
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        line = line.rstrip("\n")
        if line.strip() and not line.startswith("#"):
            try:
                yield (number, *read_line(line))
            except ValueError as error:
                print(f"{path}:{number}: {error}; left out", file=sys.stderr)
