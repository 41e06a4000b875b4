"""What people get wrong who write YAML by hand, each in the sound scenario beside this.

Each has its name, what is changed, into what, and words of the hint. “▸” marks where a person would
say the mistake is; it is not written to the file.
"""

from __future__ import annotations

MARK = "▸"

#: name: (what stands in the sound scenario, what the author wrote instead, words of the hint)
MISTAKES: dict[str, tuple[str, str, str]] = {
    # -- colons
    "a key lacks its colon": ("    title: The street", "    title▸ The street", "colon"),
    "a key of the top lacks its colon": ("role: Housing", "role▸ Housing", "colon"),
    "a scene lacks its colon": ("  street:\n", "  street▸\n", "colon"),
    "a key over a list lacks its colon": ("    choices:\n", "    choices▸\n", "colon"),
    "a key under a list's item lacks its colon": (
        "        stance: challenge",
        "        stance▸ challenge",
        "colon",
    ),
    "the first key of an item lacks its colon": ("- id: ask", "- id▸ ask", "colon"),
    "a key with a number lacks its colon": ("      limit: 1\n", "      limit▸ 1\n", "colon"),
    "a semicolon for a colon": ("        next: street", "        next▸; street", "not by “;”"),
    "a dash for a colon": ("    title: The street", "    title▸ - The street", "not by “-”"),
    "a semicolon for a colon before a text": (
        "    text: >\n",
        "    text▸; >\n",
        "not by “;”",
    ),
    "a colon lacks its space": ("text: The window", "text▸:The window", "space"),
    "a colon lacks its space at the top": ("id: attic", "id▸:attic", "space"),
    "a colon in braces lacks its space": (
        "{title: Written down, kind: mixed}",
        "{▸title:Written down, kind: mixed}",
        "space",
    ),
    "a colon inside a text": ("text: The window is", "text: The window▸: it is", "quotes"),
    "a time and a colon inside a title": (
        "title: The house",
        "title: 14 September▸: the house",
        "quotes",
    ),
    "a mapping within a mapping on one line": (
        "place: Hall Lane",
        "place: hall▸: Hall Lane",
        "quotes",
    ),
    "a colon inside a text in braces": (
        "because: You asked to see.",
        "because: You asked▸: to see.",
        "quotes",
    ),
    "a colon inside an item of prose": ("- You climb the", "- ▸You climb: the", "quotes"),
    "two colons": ("place: Hall Lane", "▸place:: Hall Lane", ""),
    # -- quotes
    "a double quote is never closed": (
        'text: "The letter says: two rooms, no heating."',
        'text: ▸"The letter says: two rooms, no heating.',
        "Close",
    ),
    "a single quote is never closed": (
        "outcome: 'It''s late, and you leave.'",
        "outcome: ▸'It''s late, and you leave.",
        "Close",
    ),
    "a quote at the top is never closed": ("title: The attic", 'title: ▸"The attic', "Close"),
    "a quote is closed by the next one far below": (
        "      - id: wait\n",
        '      - id: ▸"wait\n        unseen: >\n' + "          One line more.\n" * 60,
        "Close",
    ),
    "a quote is not closed before the end of the file": (
        "    text: You write it down.\n    ending: {title: Written down, kind: mixed}\n",
        "    place: ▸'Home\n    text:\n"
        + "      - if: told\n        text: >-\n          Late.\n" * 20,
        "Close",
    ),
    "a quote in braces is never closed": (
        "{title: Written down, kind",
        '{title: ▸"Written down, kind',
        "Close",
    ),
    "a quote in a list is never closed": ("notes: [letter, word]", 'notes: [▸"letter, word]', ""),
    "a quote far above the next": ("summary: One", "summary: ▸'One", "Close"),
    "a quote is closed with the other kind": (
        'text: "The letter says: two rooms, no heating."',
        "text: ▸\"The letter says: two rooms, no heating.'",
        "Close",
    ),
    "an apostrophe inside single quotes": (
        "outcome: 'It''s late, and you leave.'",
        "outcome: 'It▸'s late, and you leave.'",
        "Double it",
    ),
    "double quotes inside double quotes": (
        'text: "The letter says: two rooms, no heating."',
        'text: "The letter says ▸"two rooms" and no heating."',
        "single|between '",
    ),
    "a text begins with what somebody says": (
        "text: It was all done last year.",
        'text: ▸"All done," she says.',
        "between '",
    ),
    "a text of two quoted things": (
        "text: It was all done last year.",
        'text: ▸"All done," she says, "last year."',
        "between '",
    ),
    "curly quotes round a text with a colon": (
        'text: "The letter says: two rooms, no heating."',
        "text: ▸“The letter says: two rooms, no heating.”",
        "straight",
    ),
    "curly quotes round an id": ("- id: ring", "- id: ▸“ring”", "straight"),
    "curly quotes in a condition": ('held("letter")', "held(▸“letter”)", "straight"),
    "a backslash in double quotes": (
        'text: "The letter says:',
        'text: "The ▸\\letter says:',
        "backslash",
    ),
    # -- indentation
    "a space too many": ("    place: Hall", "     ▸place: Hall", "4 spaces"),
    "a space too few": ("    place: Hall", "   ▸place: Hall", "4 spaces"),
    "a space too many at the top": ("role: Housing", " ▸role: Housing", "do not indent"),
    "the first key of a scene by one too many": (
        "    title: The house",
        "     ▸title: The house",
        "4 spaces",
    ),
    "the last key of a scene by one too few": (
        "    ending: {",
        "   ▸ending: {",
        "4 spaces",
    ),
    "the first scene by one too many": ("  door:\n", "   ▸door:\n", "2 spaces"),
    "a first key over a kept text by one too many": (
        "    text: >\n      You",
        "    ask:\n       ▸text: >\n"
        + "        You.\n" * 3
        + "      next: attic\n    text: >\n      You",
        "6 spaces",
    ),
    "a key of a list's item by one too many": (
        "        label: Come back",
        "         ▸label: Come back",
        "8 spaces",
    ),
    "a key of a list's item by one too few": (
        "        label: Come back",
        "       ▸label: Come back",
        "8 spaces",
    ),
    "a list's item by one too many": (
        "      - id: ask\n",
        "       ▸- id: ask\n",
        "6 spaces",
    ),
    "a list's item by one too few": ("      - id: ask\n", "     ▸- id: ask\n", "6 spaces"),
    "a whole item by one too many": (
        "          - {go: street}",
        "           ▸- {go: street}",
        "10 spaces",
    ),
    "a tab indents": ("    place: Hall", "▸\tplace: Hall", "spaces, not with tabs"),
    "a tab after spaces": ("    place: Hall", "  ▸\tplace: Hall", "spaces, not with tabs"),
    "a line of a text stands too far out": (
        "      until {mother} opens.",
        "    ▸until somebody opens.",
        "further than its key",
    ),
    "a line of a kept text stands too far out": (
        "            Nobody answers.",
        "          ▸Nobody answers.",
        "further than its key",
    ),
    "the first line of a kept text stands too far out": (
        "            It rings.\n            Nobody answers.",
        "          ▸It rings.\n          Nobody answers.",
        "further than its key",
    ),
    "the first line of a kept text by one too many": (
        "            It rings.",
        "             ▸It rings.",
        "12 spaces",
    ),
    "a text goes on at its key's column": (
        "    text: You write it down.",
        "    text: You write\n    ▸it down.",
        "further than the key",
    ),
    # -- lists
    "a dash lacks its space": ("      - id: ask\n", "      ▸-id: ask\n", "space after the dash"),
    "a dash before a text lacks its space": (
        "      - You climb the ladder.",
        "      ▸-You climb the ladder.",
        "space after the dash",
    ),
    "every dash of a list lacks its space": (
        "    notes: [letter, word]",
        "    notes:\n      ▸-letter\n      -word",
        "space after each “-”",
    ),
    "the first item lacks its dash": (
        "      - id: wait\n",
        "        ▸id: wait\n",
        "before the items after it",
    ),
    "a list where no list can be": (
        "    place: Hall Lane",
        "    place: ▸- Hall Lane",
        "line of its own|quotes",
    ),
    # -- brackets and braces
    "a comma is missing in braces": (
        "{if: trust >= 3, go: attic}",
        "{if: trust >= 3 ▸go: attic}",
        "comma",
    ),
    "a colon in a text in braces, behind a word that is a key elsewhere": (
        "because: You asked to see.}",
        "because: You took the date▸: asked to see.}",
        "quotes",
    ),
    "a colon in a text in braces, behind the name of a variable": (
        "because: You asked to see.}",
        "because: Little trust▸: gone.}",
        "quotes",
    ),
    "a comma is missing in a list": ("[letter, word]", "[▸letter word]", "comma"),
    "a bracket is never closed": ("notes: [letter, word]", "notes: ▸[letter, word", "Close"),
    "a bracket over two lines is never closed": (
        "    notes: [letter, word]",
        "    notes: ▸[letter,\n      word",
        "Close",
    ),
    "a bracket of conditions over two lines is never closed": (
        "    next: house\n  street:",
        '    sure: ▸[held("letter"),\n      trust >= 0\n    next: house\n  street:',
        "Close",
    ),
    "a brace is never closed": ("{trust: 1}", "▸{trust: 1", "Close"),
    "a bracket inside braces is never closed": ("{echoes: [1], ", "{echoes: ▸[1, ", "Close"),
    "a bracket too many": ("[letter, word]", "[letter, word]▸]", "Remove"),
    "a brace too many": ("{trust: 1}", "{trust: 1}▸}", "Remove"),
    # -- signs
    "a text begins with a star": ("text: The window", "text: ▸*The* window", "quotes"),
    "a text begins with two stars": ("text: The window", "text: ▸**The** window", "quotes"),
    "a text begins with an ampersand": ("text: The window", "text: ▸& the window", "quotes"),
    "a text begins with an exclamation mark": ("place: Hall", "place: ▸!Hall", "quotes"),
    "a text begins with a per cent sign": ("place: Hall", "place: ▸%Hall", "quotes"),
    "a text begins with an at sign": ("place: Hall", "place: ▸@Hall", "quotes"),
    "a text begins with a backtick": ("place: Hall", "place: ▸`Hall`", "quotes"),
    "a text begins with a number sign": ("label: Come back", "label: ▸#1 come back", "quotes"),
    "a number sign hides a closing brace": (
        "{title: Written down, kind",
        "{title: Written ▸#2 down, kind",
        "quotes",
    ),
    "a text stands beside its sign": ("text: >\n      You", "text: ▸> You", "quotes"),
    "an alias that names nothing": ("go: attic}", "go: ▸*attic}", "quotes"),
    # -- keys and values
    "a key twice": ("    place: Hall", "    place: A\n    ▸place: Hall", "Remove or rename"),
    "a scene twice": ("  street:\n", "  ▸attic:\n", "Remove or rename"),
    "an empty list, and its key again": (
        "    choices:\n",
        "    choices: []\n    ▸choices:\n",
        "Remove or rename",
    ),
    "a space in a scene's id": ("  street:\n", "  ▸the street:\n", "Write “street”"),
    "a key one letter off": ("    title: The street", "    ▸titel: The street", "“title”"),
    "a key of a scene's kind one letter off": ("    choices:", "    ▸choises:", "“choices”"),
    "a key without a value": ("role: Housing officer", "▸role:", ""),
    "a key and a text, and keys under it": ("  street:\n", "  street: ▸dark\n", "Remove the text"),
    "a number in words": ("hours >= 1", "hours >= ▸two", "2"),
    "a flag starts with a word for false": ("told: {start: false}", "▸told: {start: no}", "false"),
    "what comes of a choice is called its text": ("        outcome:", "        ▸text:", "outcome"),
    "a sign turned round": ("hours >= 1", "hours ▸=> 1", ">="),
    "one sign where there are two": ("hours >= 1", "hours ▸= 1", "=="),
    # -- what a hurried person writes, and what comes with pasting
    "a text begins with a name in braces": (
        "text: The window is dark.",
        "text: ▸{mother} is not in, the window is dark.",
        "quotes",
    ),
    "a name in braces inside a text in braces": (
        "because: You asked to see.",
        "because: You asked ▸{mother} to show you.",
        "quotes",
    ),
    "a colon in the second line of a text": (
        "    text: The window is dark.",
        "    text: The window is dark.\n      Upstairs▸: nothing.",
        "quotes",
    ),
    "a change without its braces": ("add: {hours: -1}", "add: ▸hours: -1", "{hours: -1}"),
    "an equals sign for a colon": ("    title: The street", "    title▸ = The street", "colon"),
    "a comma ends a line in quotes": (
        'text: "The letter says: two rooms, no heating."',
        'text: "The letter says: two rooms, no heating."▸,',
        "Take it out",
    ),
    "a list's items begin with long dashes": (
        "      - You climb the ladder.",
        "      ▸– You climb the ladder.",
        "“-”",
    ),
    "two dashes before an item": ("      - id: ask\n", "      - ▸- id: ask\n", "Write one"),
    "a scene stands among the keys of the top": ("  street:\n", "▸street:\n", "2 spaces"),
    "the last scene and all of it at the top": (
        "  house:\n    title: The house\n    text: You write it down.\n    ending:",
        "▸house:\n  title: The house\n  text: You write it down.\n  ending:",
        "looks like a scene: indent it by 2 spaces",
    ),
    "hard spaces indent a line": (
        "    place: Hall",
        "▸\u00a0\u00a0\u00a0\u00a0place: Hall",
        "type a space",
    ),
    "a hard space after a colon": ("place: Hall", "place:▸\u00a0Hall", "type a space"),
    "a wide colon": ("    place: Hall", "    place▸：Hall", "plain colon"),
    "a line that a merge has left": ("  street:\n", "▸=======\n  street:\n", "both versions"),
    "two versions that a merge has left": (
        "    place: Hall Lane\n",
        "▸<<<<<<< HEAD\n    place: Hall Lane\n=======\n    place: The lane\n>>>>>>> mine\n",
        "both versions",
    ),
    "a remark of another language between scenes": (
        "  street:\n",
        "▸// What they see outside.\n  street:\n",
        "Begin it with “#”",
    ),
    "a remark of another language between keys": (
        "    place: Hall Lane\n",
        "    ▸// Where it is.\n    place: Hall Lane\n",
        "Begin it with “#”",
    ),
    "a fence of Markdown": ("  street:\n", "▸```\n  street:\n", "Take it out"),
}
