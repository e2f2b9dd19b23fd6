"""Landing pages: what a marketer lays out of typed widgets, and what a debtor's phone gets of it.

A page is a tree of widgets (``widgets/``, one file each). It is compiled once (``page.compile_page``) and drawn for
each visit with the facts of the person and the state of the visit (``state``). Before the person has proved who they
are only what stands outside can be drawn: what stands inside is another text, and its facts are not even handed over.
"""
