"""Every limit of exploring: how much is looked at before it gives up and says so.

They are read as ``limits.NAME``, so that a test that lowers one lowers it for everybody (but not
where it is the default of a parameter). How many names a sentence lists, and how often progress is
told, stand with the sentence and the search.
"""

# States one by one: a search of what plays can reach.

#: States that are looked at one by one where nobody says how many.
MOST_STATES = 1_000_000
#: States that ``check`` looks at one by one: a tenth, since it runs at every save.
CHECKED_STATES = 100_000
#: Values that the states looked at hold together. States of a few variables never come to it; a
#: state of thousands of variables is large, and a million of those would fill any memory.
MOST_VALUES_HELD = 20_000_000
#: Transitions that are tried for each state that may be looked at (a thousand states at the least):
#: most scenes offer fewer, but hundreds of enquiries in one scene make much trying of few states.
MOST_TRIED_A_STATE = 20
#: Bytes in which a search remembers what comes of transitions, roughly reckoned: what finds no room
#: is worked out each time.
MOST_BYTES_REMEMBERED = 48 * 1024 * 1024

# States as sets of vectors: the bits of one whole number for each scene.

#: Vectors that one set is of: with four million, one set takes half a megabyte.
MOST_VECTORS = 1 << 22
#: Values that one number of the scenario can have: more are worked on faster one by one.
MOST_VALUES_OF_A_NUMBER = 256
#: Bytes that all sets and masks together take, roughly reckoned: a wide margin below 500 MiB.
MOST_SET_BYTES = 200 * 1024 * 1024
#: Combinations of values that are tried for one comparison of several variables. A mask is made of
#: each, so that one condition could take longer than the search.
MOST_COMBINATIONS = 20_000
#: Vectors' worth of scenes that a search works on, loops and all: some ten seconds.
MOST_VECTORS_WORKED_ON = 20_000_000_000

#: Searches by sets that may become too many before states are looked at one by one: each takes a
#: second or so.
MOST_SEARCHES_IN_VAIN = 12

# Plays that are counted.

#: States over which plays are counted where all were found as sets: about four seconds.
MOST_STATES_COUNTED = 250_000
#: Vectors' worth of sets that are followed to count decisions: about two seconds.
MOST_VECTORS_FOLLOWED = 2 << 30
#: Sets that are followed so, however small they are: each takes its time by itself.
MOST_SETS_FOLLOWED = 20_000
#: Sets of sequences that counting makes: what plays there are from a state is one.
MOST_SEQUENCE_SETS = 1_000_000
#: Pairs of such sets that are put together: a few seconds.
MOST_UNIONS = 4_000_000
#: Sets of states over which chances are said: each holds an exact fraction for each that follows.
MOST_CHANCE_SETS = 200_000

# Promises and conditions that are proven by keeping only what they read, promises first.

#: Bits that the states of one such search take.
MOST_BITS_OF_A_PROOF = 12
#: Visits to scenes in all those searches together: about a second.
MOST_VISITS_OF_PROOFS = 30_000

# Reading: how many words plays have.

#: States that are read through: about half a minute.
MOST_STATES_READ = 500_000
#: Places of one table of words: one for each way to be of what a text hangs on. Where there would
#: be more, states are told apart by it instead.
MOST_PLACES_OF_A_TABLE = 1024
#: Places of all tables of words together, since each state has a field for each of them; where
#: there would be more, tables are made smaller.
MOST_PLACES = 4096
#: States of one place that are asked whether one more of it is behind them on the best way: the
#: first ones come to are the likeliest, and asking all would grow with their square.
MOST_ASKED_AHEAD = 8

# Plays that are tried, to see whether conditions can hold.

#: Actions that are tried in all, and for each condition there is.
MOST_ACTIONS = 2_500
MOST_ACTIONS_A_CONDITION = 6
#: Actions that may show nothing new before no more are tried, beside three times as many as had
#: been tried when the last new thing was shown.
MOST_ACTIONS_IN_VAIN = 400
#: The same for what could only be settled by looking at states one by one, which takes longer.
MOST_ACTIONS_INSTEAD = 20_000
MOST_ACTIONS_INSTEAD_IN_VAIN = 5_000
#: So many states are all looked at before those plays are tried: it takes less time.
FEW_STATES = 1_000
#: Plays that head for one condition, and the actions of such plays that may show nothing new.
MOST_PLAYS_TOWARDS = 6
MOST_DIRECTED_ACTIONS = 250
#: Actions of one play that is tried: a play may go round a loop and never end.
MOST_ACTIONS_OF_A_PLAY = 1_000
#: Ways on of one list that are looked at: each counts only where none before it holds, so that the
#: conditions of a long list grow with its square.
MOST_WAYS_ON = 100

# Cases: what one scenario hands on to the next.

#: Ways to end that are told apart; of more, only the furthest values are handed on.
MOST_WAYS_TO_END = 4096
