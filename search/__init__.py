"""Finding it: the catalogue, its facets and its engine."""
