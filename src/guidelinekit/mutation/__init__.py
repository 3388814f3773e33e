"""Small mistakes put into rules, to see whether the example cases notice."""
