"""The vault: data keys in a database of their own, and the personal data of events sealed under them."""
