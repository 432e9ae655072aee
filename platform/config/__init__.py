"""Where the rooms are put together: settings, URLs and the WSGI entry."""
