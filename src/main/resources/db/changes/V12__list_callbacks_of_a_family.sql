-- The callbacks of one API in the order of their ids: without it H2 reads and sorts all of them for each list, and any database does where the other API has most.
create index callback_family on callback (family, id);
