"""Export: records as JSON, a store's events in the columns of the field's data sets, and theirs as ours."""
