package dev.smsdesk.sandbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the sandbox was given and has sent us: kept so that a restart loses no callback, and so that it can be asked. All of it may be called from
 * any thread, and throws when it fails.
 */
public interface SandboxStore {

    /** Returns once the batch will outlast the process. */
    void keep(String batchId, String json);

    /** All its callbacks are through; one that is not known is no error. */
    void finished(String batchId);

    /** Ids of batches whose callbacks are not all through, oldest first. */
    List<String> unfinished();

    /** @return JSON as given to {@link #keep}; empty for a batch that is not, or no longer, known */
    Optional<String> batch(String batchId);

    void keepInbound(String id, Instant receivedAt, String json);

    /** @param from inclusive; @param until exclusive */
    int countInbounds(Instant from, Instant until);

    /** Newest first, after skipping so many. */
    List<String> inbounds(Instant from, Instant until, int skip, int limit);
}
