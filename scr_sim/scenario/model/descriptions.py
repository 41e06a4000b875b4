"""What every key of the format is, in plain words, for people who write scenarios.

Kept apart from the models, so that only those who ask for the words load them.
"""

from __future__ import annotations

from pydantic import BaseModel

#: Model, then key as it stands in a file; the empty key is what the model itself is. A model
#: has the words of those that it is made from, too.
DESCRIPTIONS: dict[str, dict[str, str]] = {
    "Scenario": {
        "": "A scenario: a story with decisions, played from start to ending.",
        "format": "The version of the format. Always 1.",
        "id": "A short name that no other scenario has, for commands and links. Lower-case "
        "letters, digits, - and _, starting with a letter.",
        "title": "The scenario's name, as players see it.",
        "summary": "One paragraph that helps somebody decide whether to play it.",
        "review": "The id of the case review that the scenario practises, such as family-m.",
        "features": "Ids of the practice features, from the same review, that it practises. "
        "At least one.",
        "role": "Whom the player plays, such as “School nurse at the primary school”.",
        "minutes": "About how many minutes one play takes.",
        "content_note": "What a player should know before starting: what is mentioned, what is "
        "described, and what is left out.",
        "aims": "What somebody should take away from playing it. One line for each aim.",
        "people": "The people of the story, each under an id. Write {id} in prose to show a "
        "person's name.",
        "agencies": "The agencies at the table in a group exercise, each under an id. Enquiries "
        "name the agency that answers them.",
        "variables": "What the story keeps track of, such as trust or who has been told. Each "
        "is a number, true or false, or one of a few words.",
        "notes": "What the player can come to know, each under an id. Scenes, enquiries and "
        "choices give them.",
        "start": "The id of the scene that the story starts with.",
        "scenes": "The scenes, each under an id. At least one of them is an ending.",
        "trainer": "Words for the person who runs a group exercise. Players never see them.",
        "authors": "Who wrote the scenario.",
        "version": "Which version of the scenario this is, in any style you like.",
        "allow": "Warnings that you have thought about and want to hear no more.",
        "language": "The language that it is written in, such as en-GB or cy.",
    },
    "Allowance": {
        "": "A warning that need not be told, for the whole file or for one scene.",
        "code": "The warning's code, such as one-sided. An error cannot be allowed.",
        "scene": "The id of the scene that it is about. Without one it is the whole file.",
        "because": "Why it is meant as it is, for whoever reads the file.",
    },
    "Case": {
        "": "A case: several scenarios of one story, played in order, with values that go from "
        "each to the next.",
        "format": "The version of the format. Always 1.",
        "case": "The case's own id. Lower-case letters, digits, - and _, starting with a letter.",
        "title": "The case's name, as players see it.",
        "summary": "One paragraph that helps somebody decide whether to play it.",
        "content_note": "What a player should know before starting, of all its scenarios.",
        "review": "The id of the case review that all its scenarios practise.",
        "carry": "What goes from one scenario to the next: whole numbers, and true or false.",
        "scenarios": "The scenarios, in the order in which they are played. At least two.",
    },
    "CaseScenario": {
        "": "One scenario of a case.",
        "id": "The scenario's id.",
        "in": "Which of the scenario's variables start with which of the case's values.",
        "out": "Which of the case's values become what which of the scenario's variables is at "
        "its end.",
        "between": "What is read before the scenario begins. It may name the case's values.",
    },
    "Branch": {
        "": "A branch: additions to a scenario, in a file of their own, so that the scenario "
        "itself need not be edited.",
        "format": "The version of the format. Always 1.",
        "branch": "The branch's own id. Lower-case letters, digits, - and _, starting with a "
        "letter.",
        "extends": "The id of the scenario that the branch adds to.",
        "title": "The branch's name, as players see it.",
        "summary": "One paragraph on what the branch adds.",
        "role": "Whose eyes the scenes that the branch adds are seen through, where it is not the "
        "scenario's role.",
        "people": "New people, each under an id that the scenario does not have yet.",
        "variables": "New variables, each under an id that the scenario does not have yet.",
        "notes": "New notes, each under an id that the scenario does not have yet.",
        "scenes": "New scenes, each under an id that the scenario does not have yet.",
        "at": "Additions to the scenario's own decisions. Each stands under the id of the scene "
        "that it adds to.",
    },
    "Addition": {
        "": "What the branch adds to one decision.",
        "choices": "Choices that join those the decision already has.",
        "enquiries": "Enquiries that join those the decision already has.",
    },
    "NumberVariable": {
        "": "A whole number that stays between two bounds, such as trust from 0 to 5.",
        "start": "The number at the start of the story.",
        "min": "The lowest that it can be.",
        "max": "The highest that it can be.",
        "unit": "One word, singular, for how a cost in it is told: hour makes “2 hours”.",
    },
    "FlagVariable": {
        "": "Something that is true or false, such as whether the practice has been told.",
        "start": "true or false, as it is at the start of the story.",
    },
    "WordVariable": {
        "": "One of a few words, such as how far a concern has gone.",
        "start": "The word at the start of the story. One of the values.",
        "values": "All the words that it can be.",
    },
    "_variable": {
        "label": "Its name for people, such as “Working relationship”.",
        "show": "true puts it on the play screen. Otherwise players never see it directly.",
    },
    "Person": {
        "": "Somebody in the story.",
        "name": "What the person is called.",
        "about": "A line or two on who this is.",
    },
    "Note": {
        "": "Something that the player knows once it has been given, and never forgets.",
        "kind": "Where the knowledge comes from: an account (somebody said it), an observation "
        "(the player saw it) or a record (it was written down).",
        "from": "Who said it, who saw it, or where it is written, such as “Mother, at the door”.",
        "text": "What the note says.",
        "contradicts": "Ids of notes that do not fit with this one. Naming it on one of the two "
        "is enough. Players see the link once they hold both.",
    },
    "Prose": {
        "": "Words for people: one text, or a list of paragraphs, some of which may have a "
        "condition. *Stars* emphasise, and {id} shows a variable or a person's name.",
    },
    "Part": {
        "": "A paragraph that is shown only sometimes.",
        "if": "The condition for showing it, such as trust >= 3. Without one it is always shown.",
        "sure": "A condition, or several, that you promise to hold whenever this is shown.",
        "text": "The paragraph itself.",
    },
    "Next": {
        "": "Where the story goes on: a scene's id, or a list of ways with conditions that ends "
        "in one without.",
    },
    "Link": {
        "": "One way on. The ways are tried in order and the first that fits is taken.",
        "if": "The condition for going this way. The last way of the list has none.",
        "go": "The id of the scene that it leads to.",
    },
    "Effects": {
        "add": "Numbers to raise or lower, such as {trust: -1}. A number stops at its bounds.",
        "set": "Variables to give a new value, such as {told_gp: true}. Not one that also "
        "stands in “add”.",
        "notes": "Ids of the notes that the player gains here.",
    },
    "_Scene": {
        "title": "The scene's heading.",
        "text": "What the player reads. One text, or a list of paragraphs, some of which may "
        "have a condition.",
        "date": "When it is, in your own words. Shown with the title and in the chronology.",
        "place": "Where it is, in your own words. Shown with the title.",
        "add": "Numbers to raise or lower each time the scene is entered, such as {trust: -1}.",
        "set": "Variables to give a new value each time the scene is entered.",
        "notes": "Ids of the notes that the player gains on entering.",
        "unseen": "What no professional saw at the time. Players read it only in the debrief.",
        "trainer": "Words for the person who runs a group exercise. Players never see them.",
        "sure": "A condition, or several, that you promise to hold whenever the scene is entered.",
        "role": "Whose eyes this scene is seen through, where it is not the scenario's role.",
        "sensitive": "A gentler wording, for a scene that may be hard to read.",
    },
    "Decision": {
        "": "A scene in which the player chooses what to do.",
        "reason": "What the player is asked to write before choosing. It is never required.",
        "enquiries": "What the player may look into before choosing.",
        "choices": "What the player can do. At least one, and better three or so with "
        "different stances.",
    },
    "Reason": {
        "": "A place to write before choosing. No condition can read what is written.",
        "ask": "What the player is asked, such as “What would you write in the record?”",
        "compare": "What the debrief lays beside what the player wrote.",
    },
    "Passage": {
        "": "A scene that is read and then left, with nothing to choose.",
        "next": "The scene that follows: its id, or a list of ways with conditions that ends "
        "in one without.",
    },
    "Ending": {
        "": "A scene that ends the play.",
        "ending": "How the play ends. This is what makes the scene an ending.",
    },
    "EndingTitle": {
        "": "How a play ends.",
        "title": "The ending's name, as players see it.",
        "kind": "How things stand for the children: protected, mixed or missed.",
    },
    "Enquiries": {
        "": "What there is time to look into before choosing.",
        "limit": "How many enquiries there is time for on one visit. Leave it out for no limit.",
        "from": "The enquiries on offer.",
    },
    "Enquiry": {
        "": "Something to look into before choosing. It can be made once in a play.",
        "id": "A short name that no other enquiry of the scene has.",
        "label": "What the player does, such as “Ring the GP practice”.",
        "agency": "The id of the agency that answers. In a group exercise its people hold the "
        "answer.",
        "if": "The condition for offering it. Without one it is always offered.",
        "cost": "What making it takes, such as {hours: 1}. It can be made while there is enough.",
        "text": "What the player finds out.",
        "variants": "Other answers to the same enquiry, by what was done before.",
        "lines": "A page to read closely: the player notes down some of its lines.",
        "add": "Numbers to raise or lower when the enquiry is made.",
        "set": "Variables to give a new value when the enquiry is made.",
        "notes": "Ids of the notes that the enquiry gives.",
    },
    "Result": {
        "": "What comes of it: what is shown, what changes and where the story goes on.",
        "outcome": "What happens at once, shown before the next scene.",
        "next": "The scene that follows: its id, or a list of ways with conditions that ends "
        "in one without.",
        "debrief": "What the review would say of it, told once the play is over.",
        "variants": "Other answers to the same act, by what was done before.",
    },
    "Variant": {
        "": "The same act with another answer, by what was done before. What it leaves out is the "
        "act's own.",
        "if": "The condition, looked at when the act is done, before its cost and effects. The "
        "first variant that holds counts.",
        "outcome": "What happens at once, in place of the act's own outcome.",
        "add": "Numbers to raise or lower, in place of the act's own “add”.",
        "set": "Variables to give a new value, in place of the act's own “set”.",
        "notes": "Ids of the notes gained, in place of the act's own.",
        "next": "Where the story goes on, in place of the act's own “next”.",
        "debrief": "What the debrief says of it, in place of the act's own.",
    },
    "EnquiryVariant": {
        "": "The same enquiry with another answer, by what was done before. What it leaves out is "
        "the enquiry's own.",
        "if": "The condition, looked at when the enquiry is made, before its cost and effects. "
        "The first variant that holds counts.",
        "text": "What the player finds out, in place of the enquiry's own text.",
        "add": "Numbers to raise or lower, in place of the enquiry's own “add”.",
        "set": "Variables to give a new value, in place of the enquiry's own “set”.",
        "notes": "Ids of the notes that it gives, in place of the enquiry's own.",
    },
    "Lines": {
        "": "A page to read closely: the player notes down some of its lines, or none.",
        "ask": "The question to the player, such as “What do you note down?”",
        "pick": "How many lines may be noted down at most: 5, and 1 where nothing is said.",
        "from": "The lines, in the order of the page: 2 to 12.",
    },
    "PageLine": {
        "": "One line of a page.",
        "id": "A short name that no other line of the page has.",
        "text": "The line as it stands on the page.",
        "notes": "Ids of the notes that the player gains by noting it down.",
    },
    "Choice": {
        "": "One thing that the player can do.",
        "stance": "accept (take it as told, for now), challenge (ask, check or disagree) or "
        "escalate (take it to somebody else).",
        "id": "A short name that no other choice of the scene has. Left out, it is the stance, "
        "if no other choice here has that stance.",
        "label": "What the player does, in a few words. Say what is done, not what it is worth.",
        "if": "The condition for offering it. While it does not hold the choice is hidden.",
        "locked": "Shows the choice but keeps it from being taken until a condition holds.",
        "once": "true lets the choice be taken once in a play and no more.",
        "cost": "What taking it takes, such as {hours: 2}. While there is not enough it is locked.",
        "cite": "Asks the player to show notes. Whether they convince decides what comes of it.",
    },
    "Lock": {
        "": "Why a choice cannot be taken yet.",
        "unless": "The condition that opens the choice.",
        "because": "What the player is told while it is locked.",
    },
    "Cite": {
        "": "Notes that the player is asked to show, and what happens if they do not convince.",
        "ask": "The question to the player, such as “Which of your notes does not fit?”",
        "pick": "How many notes the player may show at most.",
        "convincing": "Ids of the notes that convince.",
        "need": "How many of the notes shown must be convincing.",
        "otherwise": "What comes of it if they do not convince. The choice's own result is for "
        "when they do.",
    },
    "Debrief": {
        "": "What the review would say of a choice. Name at least one finding, under “echoes” "
        "or “answers”, and none under both.",
        "echoes": "Numbers of the findings whose pattern the choice repeats.",
        "answers": "Numbers of the findings whose lesson the choice acts on.",
        "because": "What the review would say of the choice, and why.",
        "review": "Ids of the review's statements that this rests on. They are told in the "
        "review's own place.",
        "practice": "What good practice adds beyond this review. It is told apart from it.",
    },
    "Sensitive": {
        "": "A gentler wording for players who asked for it.",
        "about": "What the scene is about, in a few plain words.",
        "instead": "What they read in place of the scene's text.",
    },
    "Trainer": {
        "": "Words for the person who runs a group exercise.",
        "opening": "What to say or do before the exercise.",
        "closing": "What to say or do after it.",
    },
    "Review": {
        "": "A published case review, told in your own words, for scenarios to practise.",
        "format": "The version of the format. Always 1.",
        "id": "A short name that no other review has. Scenarios name it under “review”.",
        "title": "The review's title, as published.",
        "publisher": "Who published it.",
        "published": "When it was published, in your own words.",
        "about": "What the review is about, in a paragraph or two.",
        "outline": "What happened in the case, in order. One item for each step.",
        "features": "The practice features that the review describes, each under an id.",
        "findings": "The review's findings, each under its number.",
        "statements": "What the review says, a plain sentence each, each under an id. "
        "A debrief names those that it rests on under “review”.",
        "learning": "Questions to close with: what a reader takes away.",
    },
    "Feature": {
        "": "A practice feature: a way of working that the review noticed.",
        "title": "The feature's name.",
        "text": "What it is, in your own words.",
    },
    "Finding": {
        "": "One of the review's findings.",
        "title": "The finding in a few words.",
        "text": "What the review found, in your own words.",
        "questions": "Questions that the review puts to practitioners.",
    },
    "Statement": {
        "": "One thing that the review says.",
        "text": "What it says, as a plain sentence in your own words.",
        "at": "Where it says it, such as a page or a slide.",
        "findings": "Numbers of the findings that it belongs to, if any.",
    },
    "Question": {
        "": "A question that the review puts to practitioners.",
        "text": "The question.",
        "kind": "confidence (how sure are you?) or reflection (something to write about).",
    },
    "ExpectedPlays": {
        "": "The plays that an author expects of a scenario or branch. They stand beside it, in a "
        "file of its id and “.plays.yaml”.",
        "format": "The version of the format. Always 1.",
        "plays": "The plays, each with what it should come to.",
    },
    "ExpectedPlay": {
        "": "One play and what it should come to. What is left out may be anything.",
        "name": "What the play is about, in a few words.",
        "actions": "What is done, in order: CHOICE, CHOICE@note,note where it cites, ?ENQUIRY. One "
        "line with spaces, or a list.",
        "ending": "The id of the ending that the play comes to.",
        "scene": "The id of the scene in which the play rests, where it is not finished.",
        "values": "What variables have come to, each under its id.",
        "notes": "Ids of notes that are held in the end.",
        "findings": "The findings that the play meets: all of them.",
    },
    "ExpectedFindings": {
        "": "The findings that a play repeats and acts on: all of them.",
        "echoes": "Numbers of the findings whose pattern some choice of the play repeats.",
        "answers": "Numbers of the findings whose lesson some choice of the play acts on.",
    },
}

#: What all three kinds of variable share, though no model of its own holds it.
_VARIABLES = frozenset({"NumberVariable", "FlagVariable", "WordVariable"})


def described(model: type[BaseModel], key: str = "") -> str:
    """Return what a model's key is, or what the model is. Raises LookupError where nothing says."""
    for cls in model.__mro__:
        words = DESCRIPTIONS.get(cls.__name__, {})
        if key in words:
            return words[key]
    if model.__name__ in _VARIABLES and key in DESCRIPTIONS["_variable"]:
        return DESCRIPTIONS["_variable"][key]
    raise LookupError(f"Nothing describes “{key}” of {model.__name__}.")
