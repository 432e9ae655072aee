"""How gunicorn serves the site: sync workers, platform/ on the path."""

import os

pythonpath = "platform"
wsgi_app = "config.wsgi:application"
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
max_requests = 5000
max_requests_jitter = 500
