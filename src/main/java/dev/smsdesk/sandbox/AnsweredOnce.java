package dev.smsdesk.sandbox;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Remembers which batches had their one bad answer; a batch is known by its reference, or else by its first number. Thread-safe, bounded. */
final class AnsweredOnce {
    private static final int MOST = 10_000;

    private final Set<String> seen = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST;
        }
    }));

    /** The answer that a magic number in the batch asks for, unless it is one for the first time only and that has been. */
    Optional<CallFault> answer(RequestedBatch request) {
        Optional<CallFault> magic = request.to().stream().flatMap(to -> MagicNumber.answerTo(to).stream()).findFirst();
        return magic.filter(answer -> !answer.firstOnly() || seen.add(key(request)));
    }

    private static String key(RequestedBatch request) {
        return request.clientReference() == null ? request.to().get(0) : request.clientReference();
    }
}
