-- The `claims` export: the contract's fields, then ours (`trigger_…`, `reasons`).
SELECT
    claim_id, report, start, "end", quote, event_type, sub_event_type, plover, tags, status,
    factuality, actors, targets, places, date, figures, sources, reasons,
    trigger_start, trigger_end, run_id
FROM claims JOIN current USING (report, revision)
ORDER BY report, start, "end", trigger_start, trigger_end, claim_id
