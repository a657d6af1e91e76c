package dev.smsdesk.sandbox;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Remembers which calls had their one bad answer; a call is known by its reference, or else by its first number. Thread-safe, bounded. */
public final class AnsweredOnce {
    private static final int MOST = 10_000;

    private final Set<String> seen = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST;
        }
    }));

    /** The fault that a magic number among these asks for, unless it is one for the first call only and that was made. */
    public Optional<MagicFault> fault(Collection<String> to, String reference, Function<String, Optional<MagicFault>> faultOf) {
        Optional<MagicFault> magic = to.stream().flatMap(digits -> faultOf.apply(digits).stream()).findFirst();
        return magic.filter(fault -> !fault.firstOnly() || seen.add(reference == null ? to.iterator().next() : reference));
    }
}
