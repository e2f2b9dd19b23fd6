"""Files of the asset library in a mail: designs name them by their path, and whoever reads a mail needs the host too.

A design stays the same wherever the installation moves to; the host is a token of the mail's own, which whoever sends
it fills in. Without it an address stays a path, as a preview in the studio wants it.
"""

import re

HOST = "library.host"
FOLDER = "/assets/"
ADDRESS = re.compile(r"""(?<=["'(])/assets/(?=[0-9a-f]{32})""")


def rewrite(html: str) -> str:
    """A compiled mail in which every address of the library's begins with the host."""
    return ADDRESS.sub(f'{{{{ {HOST} | default("") }}}}{FOLDER}', html) if FOLDER in html else html
