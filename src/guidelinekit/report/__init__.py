"""What is shown of results, rules, packs and profiles: to people in Danish or English, and to programs."""
