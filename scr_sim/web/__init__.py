"""The screen in a browser: one process and one records folder for each visitor.

In come requests and what is typed in a browser; out go three small pages and what the screen draws.
`site` answers requests, `visits` says who is here, `hosted_app` runs a visitor's process by
textual-serve, and `server` listens. `visitor` is where that process begins. This room alone knows
textual-serve; it must never know what is played, and nothing imports it until ``serve`` starts.
"""
