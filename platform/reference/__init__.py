"""Facts: municipalities, postcodes, grades, subjects, industries, working days."""
