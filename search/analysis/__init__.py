"""The language chain, in Python for every engine.

`index_tokens(text, language)` gives the tokens of a text for field `p`, in order, repeated as they occur;
`make_plan(text, language)` gives the plan of a query (search/analysis/plan.py).
"""
