-- callback_ready finds the callbacks of a state as well: a second index with the state cost each callback four changes of it, two when it came and two when it took effect.
drop index callback_state on callback;
