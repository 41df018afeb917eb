"""Analysis: what only many articles show: distinct events, copies, pairs over time, forecasts, timelines."""
