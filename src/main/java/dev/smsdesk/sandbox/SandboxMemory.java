package dev.smsdesk.sandbox;

import java.util.Map;

/** Batches whose callbacks are not all through, kept so that a restart loses none. All three may be called from any thread, and throw when they fail. */
public interface SandboxMemory {

    /** Returns once the batch will outlast the process. */
    void keep(String batchId, String json);

    /** Forgets the batch; one that is not known is no error. */
    void finished(String batchId);

    /** @return JSON by batch id, as given to {@link #keep} */
    Map<String, String> unfinished();
}
