"""JSON Schemas for editors: what may be written in a file of rules, examples, profiles, waivers and packs."""
