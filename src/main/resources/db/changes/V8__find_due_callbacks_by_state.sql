-- New callbacks are claimed before parked ones, however many of those are due.
create index callback_ready on callback (state, next_attempt_at);
drop index callback_due on callback;
