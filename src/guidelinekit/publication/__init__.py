"""Something to send: numbered sections in one language, written as HTML, Word or PDF."""
