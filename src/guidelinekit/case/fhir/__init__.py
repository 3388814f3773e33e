"""Cases from FHIR: the bundles that municipalities report by KL's FFB profiles."""
