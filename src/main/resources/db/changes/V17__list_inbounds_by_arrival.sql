-- The page Inbound lists by the time that it shows.
create index inbound_arrival on inbound (received_at, id);
