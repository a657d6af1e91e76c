-- callback_ready finds the callbacks of a state as well: a second index with the state cost each callback an entry when it came, and one more, and the first one's removal, when it took effect.
drop index callback_state on callback;
