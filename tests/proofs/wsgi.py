"""The site as gunicorn serves it in the proofs. WITHOUT_LOCK=1 takes the row lock away: the control.

Nothing of this is known to the settings or the code that production runs; it is in the tests alone.
"""

import os

from config.wsgi import application as site  # first: it makes the apps ready

# isort: split
from bookings import places
from offers.models import Occurrence

if os.environ.get("WITHOUT_LOCK"):
    places.rows_to_lock = Occurrence.objects.all

application = site
