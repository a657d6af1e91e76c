package dev.smsdesk.reconcile;

import dev.smsdesk.store.Background;
import java.time.Duration;

/**
 * What each node does whether or not it can ask Sinch: it says that it is there, and clears what is no longer missing. Never held up by a
 * call to Sinch.
 */
public final class Upkeep implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(500);
    private final MissingCallbacks neverCame;
    private final Heartbeat presence;
    private final Runnable afterGap;
    private final Background background = new Background("upkeep", LOOK, this::look);

    /** @param afterGap what is to be done when a time ends of which this installation knows nothing */
    public Upkeep(MissingCallbacks neverCame, Heartbeat presence, Runnable afterGap) {
        this.neverCame = neverCame;
        this.presence = presence;
        this.afterGap = afterGap;
    }

    /** Once the tables are there. */
    public void start() {
        background.start();
    }

    private boolean look() {
        if (presence.tell()) {
            afterGap.run();
        }
        neverCame.forgetSomeThatCame();
        return false;
    }

    @Override
    public void close() {
        background.close();
    }
}
