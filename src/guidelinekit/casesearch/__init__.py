"""The search for cases that show something: drafts near examples, made as small as can be."""
